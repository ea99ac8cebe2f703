import Foundation
import Surfaces

/// The one that this process is about, by the variable `SURFACE`.
private let chosen: Surface = {
  let name = ProcessInfo.processInfo.environment["SURFACE"] ?? ""
  guard let surface = Surface(rawValue: name) else {
    let names = Surface.allCases.map(\.rawValue).joined(separator: ", ")
    fatalError("SURFACE is \"\(name)\": write one of \(names)")
  }
  return surface
}()

/// Called by libFuzzer, once for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  do {
    try chosen.take(Array(UnsafeBufferPointer(start: start, count: count)))
  } catch {
    fatalError("\(error)")
  }
  return 0
}
