/// What is wrong with the bytes of a zone.
struct TZifError: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Big-endian numbers out of bytes, every read bounded.
private struct ByteReader {
  let bytes: [UInt8]
  var position = 0

  mutating func skip(_ count: Int) throws(TZifError) {
    guard count <= bytes.count - position else { throw TZifError("the data ends early") }
    position += count
  }

  mutating func slice(_ count: Int) throws(TZifError) -> ArraySlice<UInt8> {
    let start = position
    try skip(count)
    return bytes[start..<position]
  }

  mutating func integer(width: Int) throws(TZifError) -> Int64 {
    let digits = try slice(width)
    var value: UInt64 = 0
    for byte in digits { value = value << 8 | UInt64(byte) }
    return width == 4 ? Int64(Int32(truncatingIfNeeded: value)) : Int64(bitPattern: value)
  }
}

/// The head of a block: how much of everything follows.
///
/// Source: RFC 9636 section 3.1.
private struct TZifHeader {
  var version: UInt8
  var utCount: Int
  var standardCount: Int
  var leapCount: Int
  var timeCount: Int
  var typeCount: Int
  var characterCount: Int

  init(_ reader: inout ByteReader) throws(TZifError) {
    guard Array(try reader.slice(4)) == Array("TZif".utf8) else {
      throw TZifError("it does not begin with TZif")
    }
    version = try reader.slice(1).first ?? 0
    try reader.skip(15)
    func count() throws(TZifError) -> Int {
      Int(UInt32(truncatingIfNeeded: try reader.integer(width: 4)))
    }
    utCount = try count()
    standardCount = try count()
    leapCount = try count()
    timeCount = try count()
    typeCount = try count()
    characterCount = try count()
  }

  /// Bytes of the block after the header; counts are 32 bits wide, so this cannot overflow.
  func size(timeWidth: Int) -> Int {
    timeCount * (timeWidth + 1) + typeCount * 6 + characterCount + leapCount * (timeWidth + 4)
      + standardCount + utCount
  }
}

extension ZoneTable {
  private struct LocalType {
    var offset: Int64
    var name: String
  }

  /// Reads the 64-bit block and the footer, or the 32-bit block of a version 1 file.
  convenience init(tzif bytes: [UInt8]) throws(TZifError) {
    var reader = ByteReader(bytes: bytes)
    var header = try TZifHeader(&reader)
    var timeWidth = 4
    let hasFooter = header.version >= UInt8(ascii: "2")
    if hasFooter {
      try reader.skip(header.size(timeWidth: 4))
      header = try TZifHeader(&reader)
      timeWidth = 8
    }
    // Checked before anything is reserved, so that a broken count cannot ask for gigabytes.
    guard header.size(timeWidth: timeWidth) <= bytes.count - reader.position else {
      throw TZifError("the data ends early")
    }
    guard header.leapCount == 0 else {
      throw TZifError("it counts leap seconds, as the zones under right/ do")
    }
    let times = try Self.times(&reader, header, width: timeWidth)
    let indices = try reader.slice(header.timeCount).map(Int.init)
    let types = try Self.types(&reader, header)
    guard indices.allSatisfy({ $0 < types.count }) else {
      throw TZifError("a change leads to a type that is not there")
    }
    try reader.skip(header.standardCount + header.utCount)
    let footer = hasFooter ? try Self.footer(&reader) : nil
    try self.init(
      times: times, indices: indices, types: types, footer: footer,
      fingerprint: Self.fingerprint(of: bytes))
  }

  private static func times(
    _ reader: inout ByteReader, _ header: TZifHeader, width: Int
  ) throws(TZifError) -> [Int64] {
    var times: [Int64] = []
    times.reserveCapacity(header.timeCount)
    for _ in 0..<header.timeCount {
      let time = try reader.integer(width: width)
      // RFC 9636 section 3.2 asks for nothing before -2^59, the Big Bang; adding an offset to
      // a time within these bounds cannot overflow.
      guard abs(time.clampedMagnitude) <= 1 << 59 else {
        throw TZifError("a change lies outside of all time")
      }
      guard times.last.map({ $0 < time }) ?? true else {
        throw TZifError("the changes are not in order")
      }
      times.append(time)
    }
    return times
  }

  private static func types(
    _ reader: inout ByteReader, _ header: TZifHeader
  ) throws(TZifError) -> [LocalType] {
    guard (1...256).contains(header.typeCount) else {
      throw TZifError("it has no types of local time, or too many")
    }
    var raw: [(offset: Int64, name: Int)] = []
    for _ in 0..<header.typeCount {
      let offset = try reader.integer(width: 4)
      let flags = Array(try reader.slice(2))
      // RFC 9636 section 3.2: more than -25 hours and less than 26 hours.
      guard (-89_999...93_599).contains(offset), flags[0] <= 1 else {
        throw TZifError("a type of local time is out of bounds")
      }
      raw.append((offset, Int(flags[1])))
    }
    let characters = Array(try reader.slice(header.characterCount))
    var types: [LocalType] = []
    for (offset, start) in raw {
      guard start < characters.count, let end = characters[start...].firstIndex(of: 0) else {
        throw TZifError("an abbreviation does not end")
      }
      let name = String(decoding: characters[start..<end], as: UTF8.self)
      types.append(LocalType(offset: offset, name: name))
    }
    return types
  }

  private static func footer(
    _ reader: inout ByteReader
  ) throws(TZifError) -> (footer: ZoneFooter, names: [String])? {
    let newline = UInt8(ascii: "\n")
    guard try reader.slice(1).first == newline,
      let end = reader.bytes[reader.position...].firstIndex(of: newline)
    else { throw TZifError("the footer is not between two line ends") }
    guard end > reader.position else { return nil }
    var posix = PosixReader(reader.bytes[reader.position..<end])
    return try posix.read()
  }

  private convenience init(
    times: [Int64], indices: [Int], types: [LocalType],
    footer: (footer: ZoneFooter, names: [String])?, fingerprint: UInt64
  ) throws(TZifError) {
    var names: [String] = []
    func index(_ name: String) -> Int {
      if let known = names.firstIndex(of: name) { return known }
      names.append(name)
      return names.count - 1
    }
    // RFC 9636 section 3.2: type 0 holds before the first change.
    var transitions: [Int64] = []
    var offsets = [Int32(types[0].offset)]
    var abbreviations = [index(types[0].name)]
    for (time, type) in zip(times, indices.map { types[$0] }) {
      let name = index(type.name)
      // A change of neither only splits a stretch in two. The last is kept: from it on,
      // the footer holds.
      let changes = Int64(offsets[offsets.count - 1]) != type.offset || abbreviations.last != name
      guard changes || time == times.last else { continue }
      transitions.append(time)
      offsets.append(Int32(type.offset))
      abbreviations.append(name)
    }
    var rule = footer?.footer
    if let footer {
      rule?.standard.abbreviation = index(footer.names[0])
      if let daylight = footer.names.dropFirst().first {
        rule?.daylight?.abbreviation = index(daylight)
      }
    }
    guard names.count <= 256 else { throw TZifError("it has too many abbreviations") }
    self.init(
      transitions: transitions, offsets: offsets,
      abbreviationIndex: abbreviations.map { UInt8(truncatingIfNeeded: $0) },
      abbreviations: names, footer: rule, fingerprint: fingerprint)
  }

  /// FNV-1a, 64 bits: the same for the same bytes in every process, which `Hasher` is not.
  private static func fingerprint(of bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension Int64 {
  /// The magnitude, with the one value that has none taken down by one.
  fileprivate var clampedMagnitude: Int64 { self == .min ? .max : abs(self) }
}
