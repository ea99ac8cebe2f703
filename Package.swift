// swift-tools-version: 6.1
import PackageDescription

// The house, one target per question; DESIGN's table of imports is enforced by tools/arrows.
//
// `CONVENED_ONLY=pure` leaves out every target with a dependency, so that the inner loop on dates,
// timers and decisions builds and tests in seconds (`make test-pure`). `CONVENED_ONLY=benchmark` is
// the benchmark of recurrence and what it measures (`make bench-recurrence`), `CONVENED_ONLY=wheel`
// that of timers with the packages it compares (`make bench-wheel`), and `CONVENED_ONLY=fuzz` what
// libFuzzer is let loose on (`make fuzz`).
let only = Context.environment["CONVENED_ONLY"]

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// - Parameter scripts: what the tests of a folder run, which SwiftPM is not to wonder about.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], scripts: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: scripts, swiftSettings: strict)
}

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nio = ["NIOCore", "NIOHTTP1", "NIOPosix"].map {
  Target.Dependency.product(name: $0, package: "swift-nio")
}
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

let pureTargets: [Target] = [
  room("Cadence"),
  room("TimerWheel"),
  room("Meetings", ["Cadence"]),
  tests("CadenceTests", ["Cadence"], scripts: ["zones.py"]),
  tests("TimerWheelTests", ["TimerWheel"]),
  tests("MeetingsTests", ["Meetings"]),
]

let benchmarkTargets: [Target] = [
  room("Cadence"),
  .target(name: "Allocations", path: "Benchmarks/Allocations"),
  .executableTarget(
    name: "recurrence-benchmark", dependencies: ["Cadence", "Allocations"],
    path: "Benchmarks/Recurrence", swiftSettings: strict),
]

let wheelTargets: [Target] = [
  room("TimerWheel"),
  .executableTarget(
    name: "wheel-benchmark",
    dependencies: [
      "TimerWheel", .product(name: "HeapModule", package: "swift-collections"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOEmbedded", package: "swift-nio"),
    ],
    path: "Benchmarks/Wheel", exclude: ["Heap4"], swiftSettings: strict),
]

let settings = room("Settings", ["Cadence", "Meetings", yams])
let surfaces = Target.target(
  name: "Surfaces", dependencies: ["Cadence", "Settings"], path: "Fuzz/Surfaces",
  swiftSettings: strict)

let fuzzTargets: [Target] = [
  room("Cadence"),
  room("Meetings", ["Cadence"]),
  settings,
  surfaces,
  // The main function is libFuzzer's.
  .executableTarget(
    name: "fuzz", dependencies: ["Surfaces"], path: "Fuzz/Entry",
    swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]),
]

let otherTargets: [Target] = [
  .systemLibrary(name: "CSystemd"),
  .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0"),
  .systemLibrary(name: "CIcal"),
  .systemLibrary(name: "CCurl"),
  .target(name: "CTimer"),
  settings,
  room("Store", ["Cadence", "Meetings", grdb]),
  room("Messages", ["Cadence", "Meetings", "CGMime", "CIcal", mustache, crypto]),
  room("Delivery", ["CCurl", crypto]),
  room("Engine", ["Cadence", "Meetings", "TimerWheel", "Store", "Messages"]),
  room(
    "Service",
    [
      "Cadence", "Meetings", "Settings", "Store", "Messages", "Delivery", "Engine",
      "CSystemd", "CTimer", crypto, hummingbird, httpTypes, logging,
    ] + nio),
  tests("SettingsTests", ["Settings", "Meetings", "Cadence"]),
  surfaces,
  tests("FuzzTests", ["Surfaces"]),
  tests("StoreTests", ["Store", "Meetings", "Cadence"]),
  // The tests' own reader of mail: it knows nothing of Messages nor of its libraries.
  .target(name: "StrictMail", path: "Tests/StrictMail", swiftSettings: strict),
  tests(
    "MessagesTests", ["Messages", "Meetings", "Cadence", "StrictMail", crypto],
    scripts: ["check_mail.py"]),
  tests("DeliveryTests", ["Delivery"], scripts: ["Peers"]),
  tests(
    "EngineTests",
    ["Engine", "Store", "Settings", "Messages", "Meetings", "Cadence", grdb]),
  tests(
    "ScenarioTests",
    ["Engine", "Store", "Settings", "Messages", "Meetings", "Cadence", "StrictMail"]),
  tests(
    "SimulationTests",
    ["Engine", "Store", "Settings", "Messages", "Meetings", "Cadence", "StrictMail"]),
  tests(
    "ServiceTests",
    [
      "Service", "Engine", "Store", "Settings", "Messages", "Delivery", "Meetings", "Cadence",
      logging,
    ]),
  .executableTarget(
    name: "convened",
    dependencies: ["Service", arguments], swiftSettings: strict),
]

let libraries: [Product] = [
  .library(name: "Cadence", targets: ["Cadence"]),
  .library(name: "TimerWheel", targets: ["TimerWheel"]),
]

let yamsPackage = Package.Dependency.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")
let nioPackage = Package.Dependency.package(
  url: "https://github.com/apple/swift-nio", from: "2.101.0")
// In the whole package it comes with others; only the benchmark of timers names it.
let collectionsPackage = Package.Dependency.package(
  url: "https://github.com/apple/swift-collections", from: "1.6.0")

let otherPackages: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
  .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
  .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
]

let package =
  switch only {
  case "pure": Package(name: "convened", products: libraries, targets: pureTargets)
  case "benchmark": Package(name: "convened", targets: benchmarkTargets)
  case "wheel":
    Package(
      name: "convened", dependencies: [collectionsPackage, nioPackage], targets: wheelTargets)
  case "fuzz": Package(name: "convened", dependencies: [yamsPackage], targets: fuzzTargets)
  default:
    Package(
      name: "convened",
      products: libraries + [.executable(name: "convened", targets: ["convened"])],
      dependencies: otherPackages + [nioPackage, yamsPackage], targets: pureTargets + otherTargets)
  }
