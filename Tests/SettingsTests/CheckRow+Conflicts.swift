import Settings

/// Meetings in each other's way.
extension CheckRow {
  /// Beside the 1:1 of every Tuesday at 16:00.
  private static func beside(
    _ time: String, hosts: String = "dee", link: String = "", of pair: String = "",
    and other: String = ""
  ) -> Edits {
    [
      "programs:": """
      meetings:
        meetup: { title: Meetup, hosts: \(hosts), when: once on 2027-06-08 \(time) UTC\(link) }
        \(other)
      programs:
      """,
      "16:00 UTC }": "16:00 UTC\(pair) }",
    ]
  }

  private static let room = ", link: https://meet.example.org/a"

  static let conflicts = [
    CheckRow(
      .samePerson, beside("16:15", hosts: "ana"), "20:33",
      "meetup and summer.ana both need ana on Tue 8 Jun 16:15 UTC", "move one of them",
      // Right after it is early enough, and of several hosts one may do.
      but: beside("16:30", hosts: "ana")),
    CheckRow(
      .samePerson, beside("15:15", hosts: "ana"), "20:33",
      "meetup and summer.ana both need ana on Tue 8 Jun 16:00 UTC", "move one of them",
      but: beside("15:15", hosts: "[ana, dee]")),
    CheckRow(
      .sameRoom, beside("16:15", link: room, of: room), "20:33",
      #"meetup and summer.ana are both at "https://meet.example.org/a" on Tue 8 Jun 16:15 UTC"#,
      "move one of them", but: beside("16:15", link: room)),
    CheckRow(
      .sameRoom, beside("15:00", link: room, of: room), "20:33",
      #"meetup and summer.ana are both at "https://meet.example.org/a" on Tue 8 Jun 16:00 UTC, "#
        + "one right after the other",
      "move one of them", but: beside("14:59", link: room, of: room)),
    // However it is written, and beside a longer one that is accepted.
    CheckRow(
      .sameRoom, beside("16:15", hosts: "ben", link: mixed, of: room, and: day), "21:33",
      #"meetup and summer.ana are both at "https://meet.example.org/a" on Tue 8 Jun 16:15 UTC"#,
      "move one of them", but: beside("16:15", hosts: "ben", link: "", of: room, and: day)),
    CheckRow(
      .sameAccount, account("zoom-1"), "19:33",
      #"meetup and summer.ana are both held by "zoom-1" on Tue 8 Jun 16:30 UTC, one right after "#
        + "the other", "move one of them", but: account("zoom-2")),
    // A place beside another link.
    CheckRow(
      .sameRoom, place("Room 1"), "20:33",
      "meetup and summer.ana are both at \"room 1\" on Tue 8 Jun 16:15 UTC", "move one of them",
      but: place("Room 2")),
    // The meeting before the others is one as well.
    CheckRow(
      .sameRoom, first(link: room), "19:97",
      #"meetup and summer.ana.first are both at "https://meet.example.org/a" on Mon 7 Jun 16:15 UTC"#,
      "move one of them", but: first(link: "")),
    CheckRow(
      .samePerson, first(hosts: "ana", link: ""), "19:97",
      "meetup and summer.ana.first both need ana on Mon 7 Jun 16:15 UTC", "move one of them",
      but: first(link: "")),
  ]

  /// Beside the first meeting of the pair.
  private static func first(hosts: String = "dee", link: String) -> Edits {
    [
      "programs:": """
      meetings:
        meetup: { title: Meetup, hosts: \(hosts), when: once on 2027-06-07 16:15 UTC\(link) }
      programs:
      """,
      "16:00 UTC }":
        "16:00 UTC, starting: 2027-06-08, first meeting: { when: once on 2027-06-07 16:00 UTC\(room) } }",
    ]
  }

  private static let mixed = ", link: https://MEET.example.org/A/"
  private static let day = """
    day: { title: Day, hosts: dee, when: daily 15:45 UTC, starting: 2026-12-01, duration: 8 hours,
        link: https://meet.example.org/a, accept: same room }
    """

  /// Right after the 1:1.
  private static func account(_ account: String) -> Edits {
    [
      "programs:": """
      meetings:
        meetup: { title: Meetup, hosts: dee, when: once on 2027-06-08 16:30 UTC, account: Zoom-1 }
      programs:
      """,
      "notify: mail": "notify: mail, account: \(account)",
    ]
  }

  private static func place(_ place: String) -> Edits {
    [
      "programs:": """
      meetings:
        meetup: { title: Meetup, hosts: dee, when: once on 2027-06-08 16:15 UTC, place: \(place),
          link: https://meet.example.org/meetup }
      programs:
      """,
      "notify: mail": "notify: mail, place: room 1",
    ]
  }
}
