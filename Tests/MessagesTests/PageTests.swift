import Crypto
import Foundation
import Messages
import Testing

/// Pages by a reader that knows few elements and forgives nothing.
@Suite struct PageTests {
  private func page(
    _ person: String = "Yash Rao", _ community: String = "Thanos", muted: Bool = false,
    done: Bool = false
  ) -> String {
    Page.reminders(of: person, in: community, isMuted: muted, isDone: done).html
  }

  @Test func itSaysForWhomAndWhatAndHasOneButton() {
    let before = page()
    #expect(before.contains("Thanos") && before.contains(">Yash<") && !before.contains("Rao"))
    #expect(before.contains("cancellations still come"))
    #expect(before.components(separatedBy: "<button").count == 2)
    #expect(before.contains("name=\"reminders\" value=\"off\">Stop reminders<"))
    #expect(!before.contains("Done."))
    let after = page(muted: true, done: true)
    #expect(after.contains("Done.") && after.contains("no reminders of meetings any more"))
    #expect(after.contains("name=\"reminders\" value=\"on\">Send me reminders again<"))
    #expect(after.components(separatedBy: "<button").count == 2)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><b>", "&lt;b&gt;",
    "</title><b>",
    "</style><b>", "<\u{301}b>", "\u{202e}evil", "a\u{0}b", "a\r\nb", "javascript:x", "{{name}}",
    "",
    "   ", "\u{200b}", "日本語", "أحمد", String(repeating: "<", count: 5_000),
  ])
  func whatPeopleAreCalledIsText(_ name: String) throws {
    for (muted, done) in [(false, false), (true, true)] {
      let plain = try Outline(page("Ana", "Test", muted: muted, done: done)).tags
      for html in [
        page(name, "Test", muted: muted, done: done), page("Ana", name, muted: muted, done: done),
      ] {
        let outline = try Outline(html)
        #expect(outline.tags == plain, "\(name)")
        #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        #expect(!html.unicodeScalars.contains("\u{202e}"))
      }
    }
  }

  @Test func nothingRunsAndNothingIsFetched() throws {
    let pages = [
      page(), page(muted: true, done: true), Page.notFound.html, Page.notAllowed.html,
      Page.malformed.html, Page.tooMany.html, Page.unavailable.html,
    ]
    for html in pages {
      let outline = try Outline(html)
      #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
      #expect(outline.elements.isSubset(of: Outline.known), "\(outline.elements)")
      for word in ["src=", "href=", "url(", "http", "style=\"", " on", "@import"] {
        let inTags = outline.tags.filter { $0.contains(word) && !$0.contains("noindex") }
        #expect(inTags.isEmpty, "\(word): \(inTags)")
      }
      #expect(!outline.style.contains("url(") && !outline.style.contains("@import"))
      let hash = Data(SHA256.hash(data: Data(outline.style.utf8))).base64EncodedString()
      #expect(Page.styleSource == "'sha256-\(hash)'")
    }
    #expect(Set(pages).count == pages.count)
  }
}

/// The tags of a page, each closed in its order; text between them has no `<` and no `>`.
struct Outline {
  static let known: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "strong", "form", "button",
    "bdi",
  ]
  /// What the pages that people write on have besides.
  static let knownOnPages = known.union([
    "a", "h2", "ol", "ul", "li", "span", "textarea", "input", "label", "dl", "dt", "dd", "footer",
  ])
  private static let void: Set<String> = ["meta", "input", "br", "col"]

  private(set) var tags: [String] = []
  private(set) var style = ""
  var elements: Set<String> { Set(tags.map { String($0.drop { $0 == "/" }.prefix { $0 != " " }) }) }

  struct Fault: Error { let what: String }

  /// Markup alone, of a page that people write on: nothing is fetched, and nothing runs.
  func expectPlain(_ name: String) {
    #expect(elements.isSubset(of: Self.knownOnPages), "\(elements)")
    for word in ["src=", "style=\"", "script", "@import"] {
      let inTags = tags.filter { $0.contains(word) && !$0.contains("noindex") }
      #expect(inTags.isEmpty, "\(name), \(word): \(inTags)")
    }
    // "on" alone is a word that labels have.
    let handlers = tags.filter { $0.contains(/\ on[a-z]+ *=/) }
    #expect(handlers.isEmpty, "\(name): \(handlers)")
  }

  init(_ html: String) throws {
    var rest = Substring(html.dropFirst("<!DOCTYPE html>\n".count))
    var open: [String] = []
    while let start = rest.unicodeScalars.firstIndex(of: "<") {
      let text = rest[..<start]
      guard !text.unicodeScalars.contains(">"), Self.isEscaped(text) else {
        throw Fault(what: "text: \(text)")
      }
      if open.last == "style" { style += text }
      let after = rest.unicodeScalars.index(after: start)
      guard let end = rest.unicodeScalars[after...].firstIndex(of: ">") else {
        throw Fault(what: "an open tag")
      }
      let tag = String(rest[after..<end])
      guard tag.unicodeScalars.filter({ $0 == "\"" }).count % 2 == 0 else {
        throw Fault(what: "quotes: \(tag)")
      }
      tags.append(tag)
      let name = String(tag.prefix { $0 != " " })
      if name.hasPrefix("/") {
        guard open.popLast() == String(name.dropFirst()) else { throw Fault(what: "order: \(tag)") }
      } else if !Self.void.contains(name) {
        open.append(name)
      }
      rest = rest[rest.unicodeScalars.index(after: end)...]
    }
    guard open.isEmpty else { throw Fault(what: "never closed: \(open)") }
  }

  /// Every `&` begins one of the references that escaping writes.
  private static func isEscaped(_ text: Substring) -> Bool {
    text.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).dropFirst()
      .allSatisfy { tail in
        ["amp;", "lt;", "gt;", "quot;", "nbsp;", "#39;"].contains {
          tail.starts(with: $0.utf8)
        }
      }
  }
}
