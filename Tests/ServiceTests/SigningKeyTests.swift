import Foundation
import Testing

@testable import Service

struct SigningKeyTests {
  @Test func `A key is made once and is the service's own`() async throws {
    try await withTemporaryDirectory { directory in
      let first = try SigningKey(state: directory)
      #expect(first.bytes.count == 32)
      #expect(Set(first.bytes).count > 8, "it is no constant")
      #expect(try SigningKey(state: directory).bytes == first.bytes)
      let mode = try FileManager.default.attributesOfItem(atPath: directory + "/link-key")
      #expect(mode[.posixPermissions] as? Int == 0o600)
      #expect(!"\(first)".contains("\(first.bytes[0])"))
    }
  }

  @Test func `Two services have two keys`() async throws {
    try await withTemporaryDirectory { directory in
      try makeDirectory("\(directory)/a")
      try makeDirectory("\(directory)/b")
      #expect(
        try SigningKey(state: "\(directory)/a").bytes
          != SigningKey(state: "\(directory)/b").bytes)
    }
  }

  @Test(arguments: ["", "short", String(repeating: "x", count: 33)])
  func `A key of another length is refused and stays`(text: String) async throws {
    try await withTemporaryDirectory { directory in
      try write(text, to: directory + "/link-key", mode: 0o600)
      let problem = #expect(throws: SigningKey.Problem.self) { try SigningKey(state: directory) }
      #expect(problem?.description.contains("32 bytes") == true)
      let left = FileManager.default.contents(atPath: directory + "/link-key")
      #expect(left == Data(text.utf8))
    }
  }

  @Test func `A key that others can read is refused`() async throws {
    try await withTemporaryDirectory { directory in
      try write(String(repeating: "x", count: 32), to: directory + "/link-key", mode: 0o640)
      let problem = #expect(throws: SigningKey.Problem.self) { try SigningKey(state: directory) }
      #expect(problem?.description.contains("chmod 600") == true)
    }
  }

  @Test func `A state directory that takes no file is said`() {
    let problem = #expect(throws: SigningKey.Problem.self) {
      try SigningKey(state: "/proc/self/nowhere")
    }
    #expect(problem?.description.contains("link-key: it cannot be made") == true)
  }
}
