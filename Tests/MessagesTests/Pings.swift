/// What people have written, or will, to call a whole channel, to hide a link, or to break a
/// message: each is a title, a reason, a place, a name and an item once, in every shape.
enum Pings {
  static let all =
    mentions + hidden + markup + controls + [
      // Over-long, in what is counted differently everywhere.
      String(repeating: "x", count: 5_000), String(repeating: "長", count: 5_000),
      String(repeating: "👩‍👩‍👧‍👦", count: 400), String(repeating: "🏳️‍🌈🇵🇱", count: 400),
      String(repeating: "<&>", count: 2_000), String(repeating: "**_~`|[", count: 1_000),
      String(repeating: "@everyone ", count: 500), String(repeating: "\"\\", count: 3_000),
      "e" + String(repeating: "\u{301}", count: 3_000),
      "e" + String(repeating: "\u{200d}👩", count: 500), "",
    ]

  private static let mentions = [
    "<!channel>", "<!here>", "<!everyone>", "<!subteam^S012345|team>", "<@U012AB3CD>",
    "<#C012345|general>", "<!date^1^{date}^https://evil.example|x>", "@everyone", "@here",
    "<@1234567>",
    "<@&1234567>", "<@!1234567>", "</deploy:123>", "<:blob:123>", "<t:0:R>", "@all", "@channel",
    "@room", "@room:example.org", "@ana", "@**all**", "@**everyone**", "@**stream**", "@_**Ana**",
    "@*mentors*", "#**general**", "<users/all>", "<users/123456>", "<at>everyone</at>",
    "&lt;!channel&gt;", "<!channel", "@@everyone@@", "(@all)", "mail@everyone", "＠everyone",
  ]

  private static let hidden = [
    "@\u{200b}everyone", "\u{200b}@everyone", "@\u{2060}all", "@\u{ad}room", "@\u{feff}here",
    "@\u{301}everyone", "<\u{338}!channel>", "@ev\u{200d}eryone", "\u{202e}enoyreve@",
    "\u{2066}@all\u{2069}", "\u{200f}@room\u{200f}", "<\u{200b}!channel>", "@\u{e0061}all",
  ]

  private static let markup = [
    "[bank](https://evil.example)", "![x](https://evil.example/a.png)",
    "<https://evil.example|bank>",
    "https://evil.example/@everyone", "https://evil.example/a_b_c?x=1&y=2",
    "<https://evil.example>", "HTTPS://EVIL.example/<!channel>", "javascript:alert(1)", "**bold**",
    "_it_ __u__ ~~s~~ ||spoiler||", "`code` ```block```", "# head", "> quote", "- list", "1. list",
    "\\", "\\\\@everyone", "\\<!channel>", "\\*", "*", "$$x^2$$", "!avatar(a@b.org)", ":tada:",
    "<script>alert(1)</script>", "<a href=\"javascript:alert(1)\">x</a>", "<mx-reply>", "&#64;room",
    "{{DATE(2020-01-01T00:00:00Z)}}", "{{{{", "<time:2020-01-01T00:00:00Z>", "\"},\"text\":\"x",
  ]

  private static let controls = [
    "a\nb", "a\r\n@everyone", "\u{0}", "\u{7}\u{1b}[31m", "a\u{2028}@all", "\u{85}<!here>", "  ",
    "\u{200d}\u{200c}", "\u{fffe}", "a\u{0}@\u{0}everyone", "```\n@everyone\n```", "\n# head\n",
  ]
}
