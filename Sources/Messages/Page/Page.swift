import Crypto
import Foundation

/// A page for people: markup without script, image or anything that is fetched.
package struct Page: Hashable, Sendable {
  /// The whole document in UTF-8.
  package let html: String

  /// What a Content-Security-Policy may allow as its style: `'sha256-…'`.
  /// Source: CSP Level 3 §2.3.1.
  package static let styleSource =
    "'sha256-\(Data(SHA256.hash(data: Array(sheet.markup.utf8))).base64EncodedString())'"

  /// What is around the content of a page that is one of several.
  struct Frame {
    /// Its class, by which the sheet knows it.
    let kind: HTML
    let header: HTML
    let footer: HTML
  }

  /// - Parameter tab: what the window is called, if not as the page.
  init(title: Phrase, tab: Phrase? = nil, in frame: Frame? = nil, _ body: [HTML]) {
    let head = HTML.element(
      "head", [:],
      [
        .void("meta", ["charset": "utf-8"]), .newline,
        .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .newline,
        .void("meta", ["name": "robots", "content": "noindex, nofollow"]), .newline,
        .element("title", [:], [.escaped((tab ?? title).text)]), .newline,
        .element("style", [:], [Self.sheet]), .newline,
      ])
    let content = [HTML.element("h1", [:], [title.html])] + body
    let lines = HTML.lines(content)
    let whole =
      frame.map { frame in
        HTML.element(
          "body", ["class": frame.kind],
          [
            .newline, frame.header, .newline, .element("main", ["id": "content"], lines), .newline,
            frame.footer, .newline,
          ])
      } ?? .element("body", [:], [.newline, .element("main", [:], lines), .newline])
    let page = HTML.element(
      "html", ["lang": "en"], [.newline, head, .newline, whole, .newline])
    html = (.doctype + page + .newline).markup
  }

  static func paragraph(_ phrase: Phrase) -> HTML { .element("p", [:], [phrase.html]) }

  /// All pages have one, and its hash is all the style that the policy allows.
  private static let sheet: HTML = base + agendaSheet + tasksSheet + boardSheet

  /// Both blues have a contrast of at least 6 on their ground (WCAG 2.1 asks for 4.5).
  private static let base: HTML =
    ":root{color-scheme:light dark;--ground:#fff;--ink:#1b1e23;--blue:#0b5cad;--red:#b3261e;"
    + "--line:#c9ccd1;"
    + "--soft:#5c6370;--tint:#eef4fb;--alarm:#fdf0ef}"
    + "@media(prefers-color-scheme:dark){:root{--ground:#121417;--ink:#e8eaed;--blue:#8ab4f8;"
    + "--red:#f2b8b5;--line:#4a4f57;"
    + "--soft:#a9afb9;--tint:#1c2836;--alarm:#34201f}}"
    + "body{margin:0;color:var(--ink);background:var(--ground);"
    + "font:16px/1.5 -apple-system,system-ui,'Segoe UI',Roboto,Arial,sans-serif}"
    + "main{max-width:36em;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere}"
    + "h1{margin:0 0 16px;font-size:22px;line-height:1.25}a{color:var(--blue)}"
    + "button{font:inherit;font-weight:600;padding:10px 18px;border:0;border-radius:6px;"
    + "color:#fff;background:#0b5cad}"
    + ":focus-visible{outline:3px solid var(--blue);outline-offset:2px}"
}

// MARK: Answers that are no page of anybody

extension Page {
  package static let notFound = problem(
    "There is nothing here",
    "The link may be incomplete, older than half a year, or ended. The next mail has a fresh one, "
      + "and a host can give you one.")
  package static let notAllowed = problem(
    "This is not how it works", "Open the link as it stands in the mail.")
  package static let malformed = problem(
    "This cannot be read", "Open the link as it stands in the mail, and use its button.")
  package static let tooMany = problem("Too many requests", "Please try again in a minute.")
  package static let unavailable = problem(
    "Not now", "Nothing was changed. Please try again in a few minutes.")

  private static func problem(_ title: Phrase, _ text: Phrase) -> Page {
    Page(title: title, [paragraph(text)])
  }
}
