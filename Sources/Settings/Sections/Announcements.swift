import Cadence
import Meetings

/// `announcements:` of a program: what the service posts at a moment, once.
///
///     applications:
///       say: Applications for the Summer of Code 2027 are open
///       when: 2027-03-01 09:00 UTC
///       until: 2027-03-31
///       link: https://example.org/apply
///       notify: announce
struct AnnouncementsReader {
  let tasks: TasksReader
  /// The program's Code of Conduct, or else the community's.
  let conduct: String?
  /// Whether the program links one, read or not.
  let isConductWritten: Bool
  private var context: SeriesContext { tasks.context }

  private static let example = "Applications are open"
  /// How long one without an end is worth a warning that it comes too late.
  private static let lateness = Seconds.days(30)

  /// - Parameter taken: `program tasks:`, whose names are these as well.
  func read(_ field: Field, beside taken: Field?) -> [TaskPlan] {
    let example = "{ applications: { say: \(Self.example), when: …, notify: … } }"
    let entries = field.isWanted == false || field.isNothing ? [] : field.entries(example: example)
    let others = taken?.value.keys ?? []
    var plans: [TaskPlan] = []
    for (key, entry) in entries ?? [] where entry.isWanted != false && tasks.checkName(key) {
      if others.contains(key.text) {
        context.findings.error(
          key.place, "`\(key.text.bare)` is also one of `program tasks`",
          fix: "rename one of them")
      }
      if let plan = announcement(key, entry) { plans.append(plan) }
    }
    return plans
  }

  private func announcement(_ key: Tree.Key, _ field: Field) -> TaskPlan? {
    let example = "{ say: \(Self.example), when: 2027-03-01 09:00 UTC, notify: announce }"
    guard let entry = field.section("an announcement", example: example) else { return nil }
    defer { entry.close() }
    let text = entry.required("say", example: Self.example)?.text(example: Self.example)
    let when = entry.required("when", example: "2027-03-01 09:00 UTC")
    let due = when.flatMap { tasks.deadline($0, at: Mentorship.morning) }?.instant
    let end = entry["until"]
    let until = end.flatMap { tasks.deadline($0) }?.instant
    let link = entry["link"]?.link()
    let channels = entry.required("notify", example: "announce").flatMap(channels)
    let own = entry["code of conduct"]
    let conduct = own.map { $0.codeOfConduct() } ?? self.conduct
    if own == nil, conduct == nil, !isConductWritten, !entry.misspells("code of conduct") {
      context.findings.error(
        key.place, "an announcement names a Code of Conduct",
        fix: "write `code of conduct: https://…` here, in the program or at the top level")
    }
    if let due, let until, until <= due {
      end?.error("`until` is not after `when`", fix: "write a later date")
      return nil
    }
    if let when, let due { warnIfLate(when, due, until) }
    guard let text, let due, let conduct, let channels, end == nil || until != nil else {
      return nil
    }
    return TaskPlan(
      id: TaskID(series: tasks.ground.id, key: key.text), text: text, link: link, owners: [],
      // They may say that it is not to be posted, and see it among what they know of.
      watchers: tasks.ground.helpers, due: .at(due),
      post: TaskPlan.Post(channels: channels, codeOfConduct: conduct, until: until))
  }

  private func channels(_ field: Field) -> [ChannelID]? {
    guard let elements = field.oneOrMore("a channel or a list of channels", example: "announce")
    else { return nil }
    guard !elements.isEmpty else {
      field.error("`\(field.name)` is empty", fix: "name a channel")
      return nil
    }
    var found: [ChannelID] = []
    for element in elements {
      guard element.plainText != "mail" else {
        element.error(
          "`\(field.name)`: an announcement is for channels, and mail for people",
          fix: "name a channel")
        return nil
      }
      guard let channel = context.names.channel(element) else { return nil }
      if context.practice.membersOnly.contains(channel) {
        context.findings.warning(
          element.value.place, "`\(channel.name)` is for members only, and this is for everybody",
          fix: "name a channel that everybody may read")
      }
      if !found.contains(channel) { found.append(channel) }
    }
    return found
  }

  /// As long as it would still say something.
  private func warnIfLate(_ when: Field, _ due: Instant, _ until: Instant?) {
    let today = context.today.midnight
    guard due < context.today.dayAfter.midnight, today < until ?? due + Self.lateness else {
      return
    }
    context.findings.warning(
      when.value.place,
      due < today
        ? "`\(when.name)` is past: nothing is posted that was not known before"
        : "`\(when.name)` is today: nothing is posted that is loaded after it",
      fix: "give it a later date if it is new")
  }
}

extension TaskPlan.Due {
  /// Nil for what follows a meeting.
  fileprivate var instant: Instant? { if case .at(let instant) = self { instant } else { nil } }
}
