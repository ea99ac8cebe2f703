/// A section of the configuration as its reference describes it: for the schema that editors read,
/// and what is written from that, the manual page and docs/configuration.md.
///
/// What is read is the readers' to say; a test holds each section's keys against those that its
/// reader knows, so neither can have one that the other has not.
package struct SectionReference: Sendable, Hashable {
  package let id: String
  /// Where it stands: "`meetings:` NAME".
  package let title: String
  package let about: String
  package let keys: [KeyReference]
  /// Whether it may lie over another one, which then has what is needed.
  package let isLaid: Bool

  init(
    _ id: String, _ title: String, _ about: String, isLaid: Bool = false, _ keys: [KeyReference]
  ) {
    (self.id, self.title, self.about) = (id, title, about)
    (self.keys, self.isLaid) = (keys, isLaid)
  }
}

package struct KeyReference: Sendable, Hashable {
  package let name: String
  package let value: ValueReference
  package let isNeeded: Bool
  /// What holds where it is left out, in words; empty where nothing does.
  package let standard: String
  package let about: String

  static func needed(_ name: String, _ value: ValueReference, _ about: String) -> Self {
    Self(name: name, value: value, isNeeded: true, standard: "", about: about)
  }

  static func key(
    _ name: String, _ value: ValueReference, _ about: String, or standard: String = ""
  ) -> Self {
    Self(name: name, value: value, isNeeded: false, standard: standard, about: about)
  }
}

/// What may stand after a key.
package indirect enum ValueReference: Sendable, Hashable {
  /// One line, such as this one.
  case text(String)
  case words([String])
  /// One, or a list of them.
  case list(ValueReference)
  /// Names that the author chooses, or what else `by` says, each with this.
  case named(ValueReference, by: String = "NAME")
  /// The section with this id.
  case section(String)
  case either([ValueReference])
  /// `no`, which turns off what holds otherwise; and `yes`, where that turns it on.
  case off, onOrOff

  static func orNo(_ value: ValueReference) -> Self { .either([value, .off]) }

  static func choice<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> Self {
    .words(Word.allCases.map(\.rawValue))
  }

  static let people = ValueReference.list(.text("maintainers"))
  static let yesOrNo = ValueReference.choice(YesOrNo.self)
  static let secret = ValueReference.section("secret")
  static let lead = ValueReference.text("1 day before")
  static let leads = ValueReference.list(lead)
  static let targets = ValueReference.list(.text("mail"))
  static let link = ValueReference.text("https://example.org/page")

  static func accepted(at level: ProcessCheck.Level) -> Self {
    .list(.words(ProcessCheck.allCases.filter { $0.row.levels.contains(level) }.map(\.rawValue)))
  }
}

extension SectionReference {
  /// All of them, in the order in which they are explained.
  package static let all =
    [configuration] + community + meetings + programs + governance + servers

  /// The file as a whole.
  package static let configuration = SectionReference(
    "configuration", "Top level",
    "All `*.yaml` files of the directory are read as one, in any order; a section may be spread over "
      + "several, and a key that has one value stands once.",
    [
      .needed("community", .text("Thanos"), "What the community is called."),
      .needed(
        "domain", .text("example.org"),
        "Ends every Message-ID and calendar UID; never change it once mails are out."),
      .needed("mail", .section("mail"), "Who sends, and how mail leaves."),
      .key(
        "timezone", .text("Europe/Berlin"), "Of whoever and whatever names none.", or: "UTC"),
      .key(
        "people", .named(.section("person")), "Everyone who is ever told of something, by name."),
      .key(
        "groups",
        .named(
          .either([
            .text("role maintainer"), .list(.text("ana")), .section("rest"),
            .section("standing group"),
          ])),
        "Named people: names, groups, `role NAME`, all but some, or a standing group. `mentees`, "
          + "`mentors` and `alumni` are always there."),
      .key("meetings", .named(.section("meeting")), "What meets, by name."),
      .key("programs", .named(.section("program")), "Mentoring programs, by name."),
      .key(
        "profiles", .named(.section("profile")),
        "What programs may have in common: `profile:` names one."),
      .key(
        "channels", .named(.section("channel")),
        "Chat rooms and programs that are told, by the name that `notify:` uses."),
      .key(
        "holidays", .named(.text("holidays/germany.ics")),
        "Calendars of days off, iCalendar files below the configuration's directory, by name."),
      .key("votes", .named(.section("vote")), "What is decided by vote, by name."),
      .key(
        "levels", .list(.text("participant")),
        "Roles, from the least to the most trusted; everybody has the first."),
      .key("reviewers", .section("reviewers"), "When whoever contributes may become a reviewer."),
      .key(
        "templates", .text("templates"),
        "A directory below with mails in the community's own words."),
      .key("web", .section("web"), "Serves meetings' pages and the links in mails."),
      .key("board", .section("board"), "Serves the coordinator's page."),
      .key("api", .section("api"), "Lets programs ask, over what `web:` and `board:` serve."),
      .key(
        "keep", .text("2 years"), "How long what is over stays in the state.",
        or: "\(CommunityReader.keptUsually)"),
      .key("code of conduct", .link, "What programs and announcements link."),
      .key(
        "accept", .accepted(at: .community),
        "Checks that are meant to fail, for the whole community."
      ),
    ])
}
