import Foundation
import Surfaces
import Testing

/// The inputs that libFuzzer begins with, and those that once broke something: `Fuzz/README.md`.
@Suite(.timeLimit(.minutes(5))) struct SurfaceTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz")

  /// The files below a folder, whole; those of lines are a text for each line.
  private static func inputs(in name: String, of surface: Surface) throws -> [[UInt8]] {
    let place = folder.appendingPathComponent("\(name)/\(surface)")
    if let lines = try? String(contentsOf: place.appendingPathExtension("txt"), encoding: .utf8) {
      return lines.split(separator: "\n").map { Array($0.utf8) }
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return try names.sorted().map { Array(try Data(contentsOf: place.appendingPathComponent($0))) }
  }

  @Test(arguments: Surface.allCases)
  func whatOnceBrokeItDoesNot(_ surface: Surface) throws {
    for input in try Self.inputs(in: "regressions", of: surface) {
      // The calendar is one that is refused.
      #expect(try surface.take(input) || surface == .calendar)
    }
  }

  @Test func somethingOnceBrokeIt() throws {
    #expect(try Surface.allCases.count { try !Self.inputs(in: "regressions", of: $0).isEmpty } > 2)
  }

  @Test(arguments: Surface.allCases)
  func seedsAreRead(_ surface: Surface) throws {
    let seeds = try Self.inputs(in: "seeds", of: surface)
    #expect(!seeds.isEmpty)
    for input in seeds {
      let text = String(decoding: input.prefix(80), as: UTF8.self)
      #expect(try surface.take(input), "\(text) is not read")
    }
  }
}
