import Yams

/// From bytes to a tree: everything YAML can do that a configuration does not need ends here.
enum Document {
  static let scalarMax = 16 << 10
  /// Keys written twice are found one by one, each at the price of another parse.
  static let repeatedKeysMax = 16

  enum Outcome {
    case tree(Tree)
    case empty
    /// Problems were recorded and what the file defines is unknown.
    case unreadable
  }

  static func read(_ file: SourceFile, _ findings: Findings) -> Outcome {
    var bytes = file.bytes[...]
    // A byte order mark is what some editors begin a UTF-8 file with.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    guard var text = SourceText(bytes, name: file.name, findings) else { return .unreadable }
    findings.keep(bytes, of: file.name)
    if let trip = Tripwire.check(text.scalars) {
      let place = Place(file: file.name, line: trip.line, column: trip.column)
      findings.error(place, trip.what, fix: trip.fix)
      return .unreadable
    }
    do {
      var repeated = RepeatedKeys(file: file.name)
      guard let node = try compose(&text, &repeated) else { return .empty }
      var builder = TreeBuilder(file: file.name, repeated: repeated, findings: findings)
      guard let tree = builder.tree(node, depth: 0) else { return .unreadable }
      if case .nothing = tree.content { return .empty }
      return .tree(tree)
    } catch {
      let explained = Explanation(error, text)
      let place = Place(file: file.name, line: explained.line, column: explained.column)
      findings.error(place, explained.what, fix: explained.fix)
      return .unreadable
    }
  }

  /// Yams refuses a mapping that has a key twice and then says nothing else about the file. So the
  /// first of the two is given a name that nobody writes, until the rest of the file can be read.
  private static func compose(
    _ text: inout SourceText, _ repeated: inout RepeatedKeys
  ) throws -> Node? {
    while true {
      do {
        // `basic` resolves no types: texts stay as written, and no pattern is run over them.
        return try Parser(yaml: text.string, resolver: .basic, encoding: .utf8).singleRoot()
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard repeated.count < repeatedKeysMax, let key = keys.first,
          repeated.mask(key, at: context.mark, in: &text)
        else {
          throw YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)
        }
      }
    }
  }
}

/// The keys that were given another name to get them past the parser.
struct RepeatedKeys {
  let file: String
  /// The text as written, by what the parser saw.
  private var original: [String: String] = [:]

  init(file: String) { self.file = file }

  var count: Int { original.count }

  /// Puts a private character in place of the key's first one; false if that cannot be done.
  mutating func mask(_ key: String, at mark: Mark, in text: inout SourceText) -> Bool {
    guard let start = text.index(line: mark.line, column: mark.column),
      let mask = Unicode.Scalar(0xF0000 + UInt32(count))
    else { return false }
    let quotes: Set<Unicode.Scalar> = ["'", "\""]
    let index = quotes.contains(text.scalars[start]) ? start + 1 : start
    guard let first = key.unicodeScalars.first, index < text.scalars.count,
      text.scalars[index] == first
    else { return false }
    text.replace(index, with: mask)
    var seen = String.UnicodeScalarView([mask])
    seen.append(contentsOf: key.unicodeScalars.dropFirst())
    original[String(seen)] = key
    return true
  }

  /// What was written, if the parser saw something else.
  func written(_ text: String) -> String? { original.isEmpty ? nil : original[text] }
}

/// Turns the parser's nodes into a `Tree`, refusing what the tripwire cannot judge.
private struct TreeBuilder {
  let file: String
  let repeated: RepeatedKeys
  let findings: Findings

  mutating func tree(_ node: Node, depth: Int) -> Tree? {
    let place = self.place(node.mark)
    // The tripwire counts what a scanner can see of the depth; this counts all of it.
    guard depth <= 2 * Tripwire.depthMax else {
      findings.error(place, "nested too deeply", fix: "a configuration needs six levels")
      return nil
    }
    switch node {
    case .scalar(let scalar):
      guard scalar.string.utf8.count <= Document.scalarMax else {
        findings.error(
          place, "a text of \(scalar.string.utf8.count) bytes",
          fix: "write at most \(Document.scalarMax)")
        return nil
      }
      return Tree(place: place, content: content(of: scalar))
    case .sequence(let sequence):
      // `compactMap`, so that one bad element does not hide the next one's problems.
      let all = sequence.map { tree($0, depth: depth + 1) }
      let good = all.compactMap { $0 }
      return good.count == all.count ? Tree(place: place, content: .list(good)) : nil
    case .mapping(let mapping):
      return entries(mapping, at: place, depth: depth)
    case .alias:
      findings.error(place, "an alias is not used here", fix: "write the value where it belongs")
      return nil
    }
  }

  private func place(_ mark: Mark?) -> Place {
    Place(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func content(of scalar: Node.Scalar) -> Tree.Content {
    let isNothing = ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    return isNothing && scalar.style == .plain ? .nothing : .text(scalar.string)
  }

  private mutating func entries(_ mapping: Node.Mapping, at place: Place, depth: Int) -> Tree? {
    var entries: [Tree.Entry] = []
    var masked: [(text: String, place: Place)] = []
    var isWhole = true
    for (key, value) in mapping {
      let keyPlace = self.place(key.mark)
      guard case .scalar(let scalar) = key else {
        findings.error(keyPlace, "a key must be text", fix: "write one word before the colon")
        isWhole = false
        continue
      }
      if scalar.string == "<<", scalar.style == .plain {
        findings.error(
          keyPlace, "a merge key (`<<`) is not used here", fix: "write the keys where they belong")
        isWhole = false
        continue
      }
      guard let value = tree(value, depth: depth + 1) else {
        isWhole = false
        continue
      }
      if let text = repeated.written(scalar.string) {
        masked.append((text, keyPlace))
      } else {
        entries.append(
          .init(key: .init(text: scalar.string, place: keyPlace), value: value))
      }
    }
    report(masked, among: entries)
    return isWhole ? Tree(place: place, content: .entries(entries)) : nil
  }

  private func report(_ masked: [(text: String, place: Place)], among entries: [Tree.Entry]) {
    for text in Set(masked.map(\.text)) {
      let all =
        masked.filter { $0.text == text }.map(\.place)
        + entries.filter { $0.key.text == text }.map(\.key.place)
      let sorted = all.sorted()
      guard let first = sorted.first else { continue }
      for again in sorted.dropFirst() {
        findings.error(
          again, "`\(text.bare)` is written twice, first at \(first.name)", fix: "keep one of them")
      }
    }
  }
}
