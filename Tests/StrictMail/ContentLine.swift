/// One content line of a calendar object, unfolded. Source: RFC 5545 §3.1.
struct ContentLine {
  struct Parameter {
    let name: String
    let values: [String]
  }

  let name: String
  let parameters: [Parameter]
  let value: String

  func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name }?.values.first
  }

  /// Unfolds an object and reads its lines; what is none is reported and left out.
  static func all(in bytes: [UInt8], _ findings: Findings) -> [ContentLine] {
    checkOctets(bytes, findings)
    var unfolded: [[UInt8]] = []
    var physical = Octets.lines(bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes)
    // What follows the last line's end is no line.
    if physical.last?.isEmpty == true { physical.removeLast() }
    for (offset, line) in physical.enumerated() {
      let place = "calendar line \(offset + 1)"
      findings.expect(line.count <= 75, .icalLine75, place, "\(line.count) octets")
      findings.expect(!line.isEmpty, .icalCRLF, place, "empty")
      if let first = line.first, first.isWhiteSpace, !unfolded.isEmpty {
        // A character that was whole before the fold and is not now was cut by it.
        let isCut = Octets.text(line) == nil && Octets.text(unfolded[unfolded.count - 1]) == nil
        findings.expect(!isCut, .icalFold, place, Octets.shown(line))
        unfolded[unfolded.count - 1] += line.dropFirst()
      } else if !line.isEmpty {
        unfolded.append(line)
      }
    }
    return unfolded.compactMap { read($0, findings) }
  }

  /// The byte order mark in UTF-8.
  private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]

  private static func checkOctets(_ bytes: [UInt8], _ findings: Findings) {
    var isCRLF = true
    for (previous, byte) in zip([0] + bytes, bytes + [0]) where isCRLF {
      isCRLF = (previous == 0x0d) == (byte == 0x0a)
    }
    findings.expect(isCRLF && bytes.last == 0x0a, .icalCRLF, "the calendar")
    findings.expect(!bytes.starts(with: mark), .icalUTF8, "the calendar", "a BOM")
    let text = Octets.text(bytes)
    findings.expect(text != nil, .icalUTF8, "the calendar")
    if let text {
      findings.expect(!Octets.hasControls(text, but: "\t\r\n"), .icalControls, "the calendar")
    }
  }

  private static func read(_ line: [UInt8], _ findings: Findings) -> ContentLine? {
    var scanner = Scanner(line)
    let name = scanner.take(while: isName).uppercased()
    var parameters: [Parameter] = []
    while scanner.take(";") {
      let parameter = scanner.take(while: isName).uppercased()
      guard !parameter.isEmpty, scanner.take("=") else {
        findings.expect(false, .contentLine, name, Octets.shown(line))
        return nil
      }
      var values: [String] = []
      repeat {
        guard let value = parameterValue(&scanner) else {
          findings.expect(false, .parameterSyntax, "\(name);\(parameter)", Octets.shown(line))
          return nil
        }
        values.append(value)
      } while scanner.take(",")
      parameters.append(Parameter(name: parameter, values: values))
    }
    guard !name.isEmpty, scanner.take(":") else {
      // A comma or a semicolon that should have been quoted ends up here as well.
      let rule: Rule = parameters.isEmpty ? .contentLine : .parameterSyntax
      findings.expect(false, rule, name, Octets.shown(line))
      return nil
    }
    return ContentLine(
      name: name, parameters: parameters, value: String(decoding: scanner.rest, as: UTF8.self))
  }

  private static func parameterValue(_ scanner: inout Scanner) -> String? {
    if scanner.take("\"") {
      let text = scanner.take { $0 != UInt8(ascii: "\"") }
      return scanner.take("\"") ? text : nil
    }
    return scanner.take { !"\";:,".utf8.contains($0) }
  }

  private static func isName(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == UInt8(ascii: "-")
  }
}

/// BEGIN to END.
final class CalendarComponent {
  let name: String
  fileprivate(set) var lines: [ContentLine] = []
  fileprivate(set) var components: [CalendarComponent] = []

  init(_ name: String) { self.name = name }

  func all(_ name: String) -> [ContentLine] { lines.filter { $0.name == name } }
  func first(_ name: String) -> ContentLine? { lines.first { $0.name == name } }
  func value(_ name: String) -> String? { first(name)?.value }
  func parts(_ name: String) -> [CalendarComponent] { components.filter { $0.name == name } }
  /// Itself and all within it.
  var everything: [CalendarComponent] { [self] + components.flatMap(\.everything) }

  /// The components that are in none.
  static func tree(_ lines: [ContentLine], _ findings: Findings) -> [CalendarComponent] {
    let outside = CalendarComponent("")
    var open = [outside]
    for line in lines {
      let name = line.value.uppercased()
      switch line.name {
      case "BEGIN":
        let component = CalendarComponent(name)
        open[open.count - 1].components.append(component)
        open.append(component)
      case "END":
        let matches = open.count > 1 && open[open.count - 1].name == name
        findings.expect(matches, .nesting, "END:\(name)", "within \(open[open.count - 1].name)")
        if matches { open.removeLast() }
      default: open[open.count - 1].lines.append(line)
      }
    }
    findings.expect(open.count == 1, .nesting, "the end", "\(open.count - 1) without END")
    findings.expect(
      outside.lines.isEmpty && outside.components.map(\.name) == ["VCALENDAR"], .oneObject,
      "the calendar", "\(outside.components.map(\.name)) and \(outside.lines.count) lines")
    return outside.components
  }
}
