internal import CCurl
import Glibc

/// What one transfer tells and asks while libcurl performs it. The defaults do nothing.
///
/// Used by one thread at a time: the one on which libcurl performs it.
class CurlTransfer {
  /// The class of the last address that `mayConnect` turned down.
  private(set) var refusedAddress: AddressClass?
  /// The class of the last one that it let pass.
  private(set) var lastAddress: AddressClass?

  /// Whether to end it now. Asked about once a second, also while nothing happens.
  var isUnwanted: Bool { false }
  /// Whether a socket to such an address may be opened.
  func mayConnect(to address: AddressClass) -> Bool { false }
  /// Puts the next bytes to be sent into the buffer; 0 says there are no more.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { 0 }
  /// Takes bytes that were received; `false` ends the transfer.
  func write(_ bytes: UnsafeRawBufferPointer) -> Bool { false }
  /// A line, or part of the content, that went out or came in.
  func observe(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {}

  /// Opens the socket libcurl asks for, if its address may be connected to; -1 if not.
  ///
  /// libcurl connects to the address it shows here and to no other, so nothing can change between
  /// the check and the connection, and it asks anew for each address of each attempt.
  func open(family: Int32, type: Int32, protocol number: Int32, address: [UInt8]) -> Int32 {
    let `class` = AddressClass.of(address)
    guard mayConnect(to: `class`) else {
      refusedAddress = `class`
      return -1  // CURL_SOCKET_BAD, a macro that Swift does not see.
    }
    lastAddress = `class`
    return socket(family, type | Int32(SOCK_CLOEXEC.rawValue), number)
  }
}

/// The C functions libcurl calls. Their last argument is the transfer.
enum CurlCallbacks {
  static let read: curl_read_callback = { buffer, size, count, context in
    guard let transfer = CurlCallbacks.transfer(context) else { return 0 }
    return transfer.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
  }

  static let write: curl_write_callback = { buffer, size, count, context in
    guard let transfer = CurlCallbacks.transfer(context) else { return 0 }
    let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
    return transfer.write(bytes) ? bytes.count : 0
  }

  static let debug: curl_debug_callback = { _, kind, data, size, context in
    let bytes = UnsafeRawBufferPointer(start: data, count: size)
    CurlCallbacks.transfer(context)?.observe(kind, bytes)
    return 0
  }

  static let progress: curl_xferinfo_callback = { context, _, _, _, _ in
    CurlCallbacks.transfer(context)?.isUnwanted == true ? 1 : 0
  }

  static let openSocket: curl_opensocket_callback = { context, _, address in
    guard let transfer = CurlCallbacks.transfer(context), let address else { return -1 }
    let offset = MemoryLayout<curl_sockaddr>.offset(of: \curl_sockaddr.addr) ?? 0
    let bytes = UnsafeRawBufferPointer(
      start: UnsafeRawPointer(address) + offset, count: Int(address.pointee.addrlen))
    return transfer.open(
      family: address.pointee.family, type: address.pointee.socktype,
      protocol: address.pointee.protocol, address: Array(bytes))
  }

  private static func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
    context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }
}
