internal import Glibc

/// A system call that failed, in the words of the C library.
package struct SystemCallFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call and what it was about: `bind /run/convened/control.sock`.
  package let call: String
  package let code: Int32

  init(_ call: String, code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  package var description: String { "\(call): \(Self.text(code))" }

  static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
