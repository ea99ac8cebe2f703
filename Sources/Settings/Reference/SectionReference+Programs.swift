extension SectionReference {
  /// Mentoring programs, their pairs, and what is owed.
  static let programs = [
    program, profile, oneOnOne, retrospective, completion, mentorship, firstMeeting, firstHabits,
    task,
    announcement,
  ]

  private static let program = SectionReference(
    "program", "`programs:` NAME", "Pairs that meet for a term (docs/mentorships.md).",
    isLaid: true,
    [
      .key("profile", .text("thanos"), "One of `profiles:`, over which this lies.")
    ] + programKeys)

  /// Nothing is needed there: the program may say it.
  private static let profile = SectionReference(
    "profile", "`profiles:` NAME", "The keys of a program, for those that name it.", isLaid: true,
    programKeys.map { .key($0.name, $0.value, $0.about, or: $0.standard) })

  private static let programKeys: [KeyReference] = [
    .needed("term", .text("2027-06-01 .. 2027-08-31"), "The first and the last day."),
    .needed(
      "mentorships", .named(.section("mentorship")),
      "The pairs, by name; `{}` while there are none."
    ),
    .key("title", .text("Summer of Code 2027"), "What mails call it.", or: "its name"),
    .key("mentors", .list(.text("ana")), "Of pairs that name none."),
    .key("coordinators", .people, "Who looks after it."),
    .key("one-on-one", .section("one-on-one"), "What all 1:1s have in common."),
    .key(
      "first meeting", .orNo(.section("first meeting of a program")),
      "What meetings by video before the 1:1s have in common."),
    .key(
      "retrospective", .either([.section("retrospective"), .onOrOff]),
      "Is thought of before the last 1:1.", or: "yes"),
    .key(
      "silent after", .either([.text("3 weeks"), .onOrOff]),
      "When coordinators hear of a pair that does not meet.", or: "\(ProgramsReader.silence)"),
    .key(
      "completion", .either([.section("completion"), .onOrOff]),
      "Thanks at the end.", or: "yes"),
    .key(
      "dates", .named(.text("2027-05-06 18:00 UTC")), "Dates that tasks count from, by name."),
    .key(
      "tips", .orNo(.list(.text("Small changes are easy to review"))), "One in each invitation."),
    .key(
      "tasks", .orNo(.named(.orNo(.section("task")))), "What each pair owes (docs/tasks.md)."),
    .key("program tasks", .orNo(.named(.orNo(.section("task")))), "What is owed once."),
    .key(
      "announcements", .orNo(.named(.orNo(.section("announcement")))), "What is posted at a date."),
    .key("requires", .list(.choice(Requirement.self)), "What every mentorship has to have."),
    .key("accepted labels", .list(.text("triage/accepted")), "Labels of issues to mentor."),
    .key("code of conduct", .link, "What holds there.", or: "the community's"),
    .key("accept", .accepted(at: .program), "Checks that are meant to fail here."),
  ]

  private static let oneOnOne = SectionReference(
    "one-on-one", "`programs:` NAME `one-on-one:`", "What all 1:1s of a program have in common.",
    isLaid: true, manner(duration: ProgramsReader.duration))

  private static let retrospective = SectionReference(
    "retrospective", "`programs:` NAME `retrospective:`", "A reminder before the last 1:1.",
    [.key("remind", .lead, "When.", or: "\(ProgramsReader.retrospective)")])

  private static let completion = SectionReference(
    "completion", "`programs:` NAME `completion:`", "What comes after the last 1:1.",
    [.key("hand over", .text("office-hours"), "The meeting that mentees are shown.")])

  private static let mentorship = SectionReference(
    "mentorship", "`mentorships:` NAME", "A pair, or somebody who awaits a mentor.", isLaid: true,
    [
      .needed("mentee", .list(.text("ana")), "Who learns."),
      .key(
        "mentors", .list(.text("sam")), "Who teaches, or `wanted`.", or: "the program's"),
    ] + when + [
      .key("title", .text("1:1 Ana and Sam"), "What mails call it.", or: "1:1 and their names"),
      .key("link", .link, "Where it is.", or: "the program's"),
      .key("extend", .text("1 month"), "How long it goes on after the term."),
      .key(
        "skip", .named(.text("exams"), by: "DATE"),
        "Dates on which it is never planned, with reasons."),
      .key(
        "first meeting", .orNo(.section("first meeting")), "A meeting by video before the 1:1s."),
      .key(
        "about", .list(.text("prometheus")),
        "What it is about: `only for:` of tasks and `domains:` of mentors."),
      .key("issue", .orNo(.link), "The public place of what they work on."),
      .key("label", .text("triage/accepted"), "The issue's."),
      .key("goals", .text("review others' changes"), "What they want to reach."),
      .key("commitment", .text("4h/week"), "How much time there is."),
      .key("tasks", .orNo(.named(.orNo(.section("task")))), "Over those of the program."),
      .key("accept", .accepted(at: .mentorship), "Checks that are meant to fail here."),
    ])

  private static let firstMeeting = SectionReference(
    "first meeting", "`mentorships:` NAME `first meeting:`", "When it is, and what is different.",
    isLaid: true,
    [.key("title", .text("Wei and Fang, first meeting"), "What mails call it.")] + when
      + manner(duration: ProgramsReader.duration))

  private static let firstHabits = SectionReference(
    "first meeting of a program", "`programs:` NAME `first meeting:`",
    "What all of them have in common.", isLaid: true,
    [.key("title", .text("The first meeting"), "What mails call it.")]
      + manner(duration: ProgramsReader.duration))

  private static let task = SectionReference(
    "task", "`tasks:` NAME",
    "What somebody owes until it is done (docs/tasks.md); `no` leaves one out.",
    isLaid: true,
    [
      .needed("do", .text("Submit the midterm evaluation"), "What."),
      .needed("who", .people, "Who: people, groups, or `mentees`, `mentors`, `hosts` and so on."),
      .key("due", .text("2027-07-16 18:00 UTC"), "A date, or `1 week after the start of term`."),
      .key("at the latest", .text("2027-07-18 18:00 UTC"), "When nobody is asked any more."),
      .key("opens", .text("2 weeks before end of term"), "When they first hear of it."),
      .key(
        "remind", .orNo(.leads), "Before it is due.", or: list(TasksReader.reminders)),
      .key("copy to", .orNo(.people), "Who reads along.", or: "mentors, of what mentees owe"),
      .key(
        "escalate", .orNo(.named(.people, by: "WHEN")),
        "Who is asked when it is late: `{ at once: mentors, 2 days: coordinators }`.",
        or: "coordinators or hosts, \(TasksReader.escalation) after it was due"),
      .key("again", .orNo(.text("1 week")), "How often they are asked until it is done."),
      .key("after", .list(.text("send-handle")), "Tasks that have to be done before."),
      .key("optional", .yesOrNo, "Whether nobody minds if it is not done.", or: "no"),
      .key("link", .link, "Where it is done."),
      .key("only for", .list(.text("prometheus")), "Pairs that are `about:` one of these."),
    ])

  private static let announcement = SectionReference(
    "announcement", "`announcements:` NAME",
    "What a program posts at a moment, once; `no` leaves one "
      + "out.", isLaid: true,
    [
      .needed("say", .text("Applications are open"), "What."),
      .needed("when", .text("2027-03-01 09:00 UTC"), "When."),
      .needed("notify", .list(.text("announce")), "In which channels."),
      .key("until", .text("2027-03-31"), "When it would say nothing any more."),
      .key("link", .link, "Where there is more."),
      .key("code of conduct", .link, "What holds there.", or: "the program's"),
    ])
}
