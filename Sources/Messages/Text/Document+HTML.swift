extension Document {
  /// The HTML part of a mail: no image, no script, nothing fetched. Text and background keep the
  /// mail program's own colours, so that it reads in light and in dark, with or without `<style>`.
  var html: HTML {
    let content =
      [
        HTML.element("h1", ["style": Style.headline], [headline.html]), .newline,
        HTML.element("p", ["style": isOff ? Style.off : Style.when], [when.html]), .newline,
      ] + blocks.flatMap { [Self.html(of: $0), .newline] }
      + (footer.isEmpty
        ? [] : [HTML.element("p", ["style": Style.footer], [footer.html] + way), .newline])
    return .doctype
      + .element(
        "html", ["lang": "en"],
        [
          .newline, head, .newline,
          .element(
            "body", ["style": Style.body],
            [.newline, .element("div", ["style": Style.page], [.newline] + content), .newline]),
          .newline,
        ]) + .newline
  }

  /// To fewer mails.
  private var way: [HTML] {
    fewer.map { [.void("br"), .newline, ("Fewer mails: \($0)" as Phrase).html] } ?? []
  }

  private var head: HTML {
    .element(
      "head", [:],
      [
        .void("meta", ["charset": "utf-8"]),
        .void(
          "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
        .newline,
        .void("meta", ["name": "color-scheme", "content": "light dark"]),
        .void("meta", ["name": "supported-color-schemes", "content": "light dark"]),
        .newline,
        .element("title", [:], [.escaped(headline.text)]), .newline,
        .element("style", [:], [Style.sheet]),
      ])
  }

  private static func html(of block: Block) -> HTML {
    switch block {
    case .paragraph(let phrase):
      return .element("p", ["style": Style.paragraph], [phrase.html])
    case .list(let title, let items, let isNumbered):
      let rows = items.flatMap {
        [HTML.element("li", ["style": Style.item], [$0.html]), .newline]
      }
      let heading =
        title.isEmpty
        ? HTML.empty : .element("p", ["style": Style.listTitle], [title.html]) + .newline
      return heading
        + .element(isNumbered ? "ol" : "ul", ["style": Style.list], [.newline] + rows)
    case .table(let rows):
      let cells = rows.flatMap { row in
        [
          HTML.element(
            "tr", [:],
            [
              .element(
                "th", ["scope": "row", "style": Style.label], [row.label.html + .escaped(":")]),
              .element("td", ["style": Style.value], [row.value.html]),
            ]), .newline,
        ]
      }
      return .element(
        "table", ["role": "presentation", "style": Style.table], [.newline] + cells)
    }
  }

  /// What is written beside an element is understood by every mail program; `sheet` is for those
  /// that keep it. Each of its blues has a contrast of at least 6 on its own ground (WCAG 2.1 asks
  /// for 4.5).
  private enum Style {
    static let sheet: HTML =
      ":root{color-scheme:light dark}a{color:#0b5cad}"
      + "@media(prefers-color-scheme:dark){a{color:#8ab4f8}}"
    static let body: HTML =
      "margin:0;padding:0;font-family:-apple-system,system-ui,'Segoe UI',Roboto,Arial,sans-serif;"
      + "font-size:16px;line-height:1.5"
    static let page: HTML =
      "max-width:36em;margin:0 auto;padding:24px 16px;"
      + "word-break:break-word;overflow-wrap:anywhere"
    static let headline: HTML = "margin:0 0 12px;font-size:22px;line-height:1.25;font-weight:600"
    static let when: HTML = bar + "#3b82c4"
    /// A meeting that is off; the words say so too.
    static let off: HTML = bar + "#d1453b"
    private static let bar: HTML =
      "margin:0 0 24px;padding:2px 0 2px 12px;font-weight:600;border-left:4px solid "
    static let paragraph: HTML = "margin:0 0 16px"
    static let listTitle: HTML = "margin:0 0 4px;font-weight:600"
    static let list: HTML = "margin:0 0 16px;padding-left:1.5em"
    static let item: HTML = "margin:0 0 4px"
    static let table: HTML = "margin:0 0 16px;border-collapse:collapse"
    static let label: HTML =
      "padding:0 16px 4px 0;text-align:left;vertical-align:top;font-weight:400;"
      + "white-space:nowrap;opacity:.75"
    static let value: HTML = "padding:0 0 4px;vertical-align:top"
    static let footer: HTML =
      "margin:32px 0 0;padding-top:12px;border-top:1px solid #888888;font-size:13px;opacity:.75"
  }
}

extension Phrase {
  /// People's text is isolated, so that a name written from right to left leaves the words around
  /// it where they are.
  var html: HTML {
    runs.reduce(.empty) { sum, run in
      switch run {
      case .words(let words): sum + .escaped(words)
      case .data(let clean): sum + .element("bdi", [:], [.escaped(clean.text)])
      case .link(let link):
        sum + .element("a", ["href": .escaped(link.url)], [.escaped(link.shown)])
      }
    }
  }
}
