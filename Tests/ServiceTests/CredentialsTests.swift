import Testing

@testable import Service

struct CredentialsTests {
  @Test func `A credential is read without the newline at its end`() async throws {
    try await withTemporaryDirectory { directory in
      try write("hunter2\n", to: "\(directory)/smtp", mode: 0o400)
      try write("two\nlines\r\n", to: "\(directory)/key", mode: 0o400)
      let credentials = Credentials(directory: directory)
      #expect(try credentials.credential(named: "smtp") == "hunter2")
      #expect(try credentials.credential(named: "key") == "two\nlines")
    }
  }

  @Test(arguments: ["", ".", "..", "../smtp", "a/b", "a b", "a:b", "ä"])
  func `A name cannot leave the directory`(name: String) async throws {
    try await withTemporaryDirectory { directory in
      try write("hunter2", to: "\(directory)/smtp")
      try makeDirectory("\(directory)/inner")
      let credentials = Credentials(directory: "\(directory)/inner")
      let problem = #expect(throws: Credentials.Problem.self) {
        try credentials.credential(named: name)
      }
      #expect(problem?.what == "this is no name for a credential")
    }
  }

  @Test func `A missing credential says which line to add`() async throws {
    try await withTemporaryDirectory { directory in
      let absent = #expect(throws: Credentials.Problem.self) {
        try Credentials(directory: directory).credential(named: "smtp")
      }
      #expect(absent?.fix.contains("LoadCredential=smtp:PATH") == true)
      let outside = #expect(throws: Credentials.Problem.self) {
        try Credentials(directory: nil).credential(named: "smtp")
      }
      #expect(outside?.what == "there is no $CREDENTIALS_DIRECTORY")
    }
  }

  @Test(arguments: [0o600, 0o400])
  func `A file that only its owner can read is accepted`(mode: Int) async throws {
    try await withTemporaryDirectory { directory in
      try write("hunter2\n", to: "\(directory)/smtp.secret", mode: mode)
      #expect(
        try Credentials(directory: nil).file(at: "\(directory)/smtp.secret") == "hunter2")
    }
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o620])
  func `A file that others can read is refused with the command to run`(mode: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = "\(directory)/smtp.secret"
      try write("hunter2\n", to: path, mode: mode)
      let problem = #expect(throws: Credentials.Problem.self) {
        try Credentials(directory: nil).file(at: path)
      }
      #expect(problem?.fix == "Run: chmod 600 \(path)")
      #expect(problem?.description.contains("hunter2") == false)
    }
  }

  @Test(arguments: ["", "\n", "a\0b", String(repeating: "x", count: 16 * 1024 + 1)])
  func `What cannot be a secret is refused`(text: String) async throws {
    try await withTemporaryDirectory { directory in
      try write(text, to: "\(directory)/s", mode: 0o600)
      #expect(throws: Credentials.Problem.self) {
        try Credentials(directory: nil).file(at: "\(directory)/s")
      }
    }
  }
}
