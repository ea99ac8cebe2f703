import Foundation
import Settings
import Testing

/// Whatever happens to a good file, reading it gives problems or settings, and never ends.
@Suite struct MutationTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func bytesAndLines(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let files = try Fixture.folder()
    for _ in 0..<40 {
      var mutated = files
      let index = Int.random(in: 0..<files.count, using: &random)
      var bytes = files[index].bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, &random) }
      mutated[index] = SourceFile(name: files[index].name, bytes: bytes)
      switch Fixture.read(mutated) {
      case .success(let settings):
        #expect(settings.warnings.allSatisfy { $0.severity == .warning }, "seed \(seed)")
      case .failure(let problems):
        #expect(problems.all.contains { $0.severity == .error }, "seed \(seed)")
        #expect(problems.all == problems.all.sorted(), "seed \(seed)")
        for problem in problems.all { check(problem, in: mutated, seed) }
      }
    }
  }

  /// A place that the file has, and a line that can be printed.
  private func check(_ problem: Problem, in files: [SourceFile], _ seed: UInt64) {
    let bytes = files.first { $0.name == problem.file }?.bytes
    let text = String(decoding: bytes ?? [], as: UTF8.self).unicodeScalars
    let lines = text.split(omittingEmptySubsequences: false) {
      "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0)
    }
    #expect(bytes != nil && problem.line >= 1 && problem.column >= 1, "seed \(seed): \(problem)")
    #expect(problem.line <= lines.count + 1, "seed \(seed): \(problem)")
    let printed = problem.description.unicodeScalars
    #expect(
      printed.allSatisfy { $0.properties.generalCategory != .control }, "seed \(seed): \(problem)")
    #expect(!problem.what.isEmpty && !problem.fix.isEmpty, "seed \(seed)")
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let at = Int.random(in: 0..<bytes.count, using: &random)
    let signs = Array("[]{}:,-?*&!|>'\"#%@`\t\n ~\\.0".utf8)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[at] = signs.randomElement(using: &random) ?? 0
    case 2: bytes.insert(signs.randomElement(using: &random) ?? 0, at: at)
    case 3: bytes.remove(at: at)
    case 4: bytes.removeSubrange(at..<min(bytes.count, at + 20))
    default: mutateLines(&bytes, &random)
    }
  }

  private func mutateLines(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let from = Int.random(in: 0..<lines.count, using: &random)
    let to = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: lines.swapAt(from, to)
    case 1: lines.remove(at: from)
    case 2: lines.insert(lines[from], at: to)
    default: lines[from] = lines[from].dropFirst(2)
    }
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }
}
