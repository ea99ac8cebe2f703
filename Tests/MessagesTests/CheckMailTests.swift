import Foundation
import Messages
import Testing

/// `check_mail.py` over every golden.
@Suite struct CheckMailTests {
  @Test func goldens() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Golden.directory.path)
      .filter { $0.hasSuffix(".eml") }.sorted().map { Golden.directory.path + "/" + $0 }
    let answer = try CheckMail.run(files)
    #expect(answer.status == 0, "\(answer.output)")
    #expect(answer.output.contains("\(files.count) mails are well"))
  }

  /// A checker that finds nothing in a broken mail proves nothing about the others.
  @Test(arguments: [
    ("method=REQUEST", "method=CANCEL"), ("charset=utf-8", "charset=us-ascii"),
    ("Auto-Submitted: auto-generated\n", ""), ("Subject: ", "Subject: x\nSubject: "),
    ("Message-ID: <", "Message-ID: <x"), ("href=3D\"https:", "href=3D\"file:"),
    ("github.com/=E2=80=A6", "example.net/=E2=80=A6"), ("a{color:", "a{b:url(x);color:"),
    ("welcome until", "welcome"), ("multipart/mixed", "multipart/related"),
    ("filename=invite.ics", "filename=other.ics"), ("To: Yash <yash@", "To: Yash <ana@"),
  ])
  func findsWhatIsBroken(_ sound: String, _ broken: String) throws {
    let golden = Golden.directory.appendingPathComponent("invitation-plain.eml")
    let text = try String(contentsOf: golden, encoding: .utf8)
    let range = try Samples.required(text.range(of: sound), sound)
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent(
        "convened-\(ProcessInfo.processInfo.processIdentifier)-\(broken.utf8.count)-\(sound.utf8.count).eml"
      )
    try text.replacingCharacters(in: range, with: broken)
      .write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let answer = try CheckMail.run([file.path])
    #expect(answer.status == 1, "\(sound) became \(broken) and nobody minded")
  }
}

enum CheckMail {
  /// What `make setup-tests` made, or what the system has. The script names a missing package.
  static var python: String {
    if let given = ProcessInfo.processInfo.environment["CONVENED_PYTHON"] { return given }
    let own = Golden.root.appendingPathComponent(".venv/bin/python3").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
  }

  static func run(_ files: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = Golden.root.appendingPathComponent("Tests/MessagesTests/check_mail.py").path
    process.arguments = [python, script] + files
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
