internal import Glibc
internal import Settings

/// Where secrets come from: systemd's credentials, and files that only their owner can read.
package struct Credentials: Sendable {
  /// Never holds the secret; prints as "PATH: error: WHAT. FIX".
  package struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    package let place: String
    package let what: String
    package let fix: String

    package var description: String { "\(place): error: \(what). \(fix)" }
  }

  /// systemd's `$CREDENTIALS_DIRECTORY` (systemd.exec(5)); nil outside a unit.
  private let directory: String?
  private static let bytesMax = 16 * 1024

  package init(directory: String?) {
    self.directory = directory
  }

  /// The secret, from wherever the configuration says that it is kept.
  func secret(_ source: SecretSource) throws(Problem) -> String {
    switch source {
    case .credential(let name): try credential(named: name)
    case .file(let path): try file(at: path)
    }
  }

  /// The secret that the unit's `LoadCredential=NAME:PATH` hands over.
  package func credential(named name: String) throws(Problem) -> String {
    let place = "credential \(name)"
    // systemd wants a plain file name too (credential_name_valid).
    guard !name.isEmpty, name != ".", name != "..", name.utf8.count <= 255,
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x2F && $0 != 0x3A })
    else {
      throw Problem(
        place: place, what: "this is no name for a credential",
        fix: "Use letters, digits and dashes")
    }
    guard let directory else {
      throw Problem(
        place: place, what: "there is no $CREDENTIALS_DIRECTORY",
        fix: "Run as a unit with LoadCredential=\(name):PATH, or write { file: PATH } instead")
    }
    let path = "\(directory)/\(name)"
    let bytes: [UInt8]
    do throws(FileBytes.Failure) {
      bytes = try FileBytes.read(path, max: Self.bytesMax)
    } catch {
      throw Problem(
        place: path, what: "it cannot be read: \(error.what)",
        fix: "Add LoadCredential=\(name):PATH to the unit (systemctl edit convened)")
    }
    return try text(bytes, place: path)
  }

  /// The secret in a file of mode 0600 or stricter.
  package func file(at path: String) throws(Problem) -> String {
    var mode: mode_t = 0
    let bytes: [UInt8]
    do throws(FileBytes.Failure) {
      bytes = try FileBytes.read(path, max: Self.bytesMax) { mode = $0.st_mode }
    } catch {
      throw Problem(
        place: path, what: "it cannot be read: \(error.what)",
        fix: "Check that it is there and belongs to this user, mode 0600")
    }
    guard mode & 0o077 == 0 else {
      throw Problem(
        place: path, what: "others can read this secret (mode \(octal(mode & 0o777)))",
        fix: "Run: chmod 600 \(path)")
    }
    return try text(bytes, place: path)
  }

  /// The text without the newline that editors and `echo` put at its end.
  private func text(_ bytes: [UInt8], place: String) throws(Problem) -> String {
    guard var text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw Problem(
        place: place, what: "it is not text in UTF-8", fix: "Write the secret as one line of text")
    }
    // Swift takes CR LF for one character.
    if let last = text.last, last == "\n" || last == "\r\n" { text.removeLast() }
    guard !text.isEmpty else {
      throw Problem(place: place, what: "it is empty", fix: "Write the secret into it")
    }
    return text
  }

  private func octal(_ mode: mode_t) -> String {
    "0" + String(mode, radix: 8)
  }
}
