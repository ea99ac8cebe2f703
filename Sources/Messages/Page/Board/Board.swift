package import Cadence
package import Meetings

/// What the coordinator's board shows, as values: each page is a pure function of one of them.
///
/// Private items are in them: whoever reaches the board runs the meetings.
package enum Board {
  /// What every page is about, and when it was made.
  package struct Frame: Hashable, Sendable {
    package var community: String
    /// In which dates and times are written, beside UTC.
    package var zone: ZoneRules
    package var now: Instant

    package init(community: String, zone: ZoneRules, now: Instant) {
      self.community = community
      self.zone = zone
      self.now = now
    }
  }

  /// `/`
  package struct Overview: Hashable, Sendable {
    package var frame: Frame
    package var service: Service
    /// What is urgent first.
    package var needs: [Need]
    package var weeks: [Week]
    /// The Mondays from which the weeks before and after these are listed.
    package var earlier: CivilDate
    package var later: CivilDate
    /// False where a week was asked for: it is shown from its Monday on.
    package var isFromNow: Bool
    package var term: Term

    package init(
      frame: Frame, service: Service, needs: [Need], weeks: [Week], earlier: CivilDate,
      later: CivilDate, isFromNow: Bool, term: Term
    ) {
      self.frame = frame
      self.service = service
      self.needs = needs
      self.weeks = weeks
      self.earlier = earlier
      self.later = later
      self.isFromNow = isFromNow
      self.term = term
    }
  }

  /// The service itself.
  package struct Service: Hashable, Sendable {
    package var isHealthy: Bool
    package var since: Instant
    package var version: String
    package var tzdata: String
    package var configuration: String
    package var series: Int
    package var people: Int
    package var mail: String
    package var nextWake: Instant?

    package init(
      isHealthy: Bool, since: Instant, version: String, tzdata: String, configuration: String,
      series: Int, people: Int, mail: String, nextWake: Instant?
    ) {
      self.isHealthy = isHealthy
      self.since = since
      self.version = version
      self.tzdata = tzdata
      self.configuration = configuration
      self.series = series
      self.people = people
      self.mail = mail
      self.nextWake = nextWake
    }
  }

  /// Something that a person has to look at.
  package enum Need: Hashable, Sendable {
    /// Nothing can be written down, so nothing is decided or sent.
    case notWritten(why: String)
    /// An edit was refused, and what was loaded before runs on.
    case oldConfiguration(problem: String)
    /// Decisions wait: the clock is not believed.
    case hold(String)
    /// `mail`, or a channel: nothing is taken there. `isLasting` once it is more than a hiccup.
    case failing(
      destination: String, since: Instant, why: String, waiting: Int, isLasting: Bool)
    /// Replies that are to be fetched are not.
    case notFetched(place: String, since: Instant, why: String, isLasting: Bool)
    /// What is worth a second look in what was read: the configuration, an agenda.
    case warning(String)
    /// Several mailboxes are refused and nobody takes anything: it is not about them.
    case everyoneRefused
    /// A meeting is off, and so many people have not learnt it.
    case unaware(OccurrenceID, title: String, people: Int, since: Instant)
    /// Notices that nobody can make a message of, or over which the service died.
    case setAside(Int)
    /// An address, or a channel.
    case unreachable(who: String, since: Instant, why: String)
    case emptyAgenda(Upcoming, cutoff: Instant, cancels: Bool)
    case noHost(Upcoming)
    /// Two meetings want one thing at one time.
    case conflict(Upcoming, Upcoming, over: Resource, isTouching: Bool)

    package var isUrgent: Bool {
      switch self {
      case .notWritten, .oldConfiguration, .hold, .everyoneRefused, .unaware: true
      case .failing(_, _, _, _, let isLasting), .notFetched(_, _, _, let isLasting): isLasting
      case .warning, .setAside, .unreachable, .emptyAgenda, .noHost, .conflict: false
      }
    }
  }

  /// A week from Monday to Sunday, in the community's zone, with what is listed of it.
  package struct Week: Hashable, Sendable {
    package var monday: CivilDate
    /// Earliest first.
    package var meetings: [Meeting]

    package init(monday: CivilDate, meetings: [Meeting]) {
      self.monday = monday
      self.meetings = meetings
    }
  }

  /// A meeting in a list.
  package struct Meeting: Hashable, Sendable {
    package var upcoming: Upcoming
    package var hosts: [String]
    /// Of its people, how many were told.
    package var told: Int

    package init(_ upcoming: Upcoming, hosts: [String], told: Int) {
      self.upcoming = upcoming
      self.hosts = hosts
      self.told = told
    }
  }

  /// What the timeline draws.
  package struct Term: Hashable, Sendable {
    /// One meeting in its lane.
    package struct Mark: Hashable, Sendable {
      package var id: OccurrenceID
      package var start: Instant
      package var state: State
      /// True for the last meeting of a mentorship.
      package var isRetrospective: Bool

      package init(id: OccurrenceID, start: Instant, state: State, isRetrospective: Bool) {
        self.id = id
        self.start = start
        self.state = state
        self.isRetrospective = isRetrospective
      }
    }

    package struct Lane: Hashable, Sendable {
      package var title: String
      /// Earliest first, all within the span.
      package var marks: [Mark]

      package init(title: String, marks: [Mark]) {
        self.title = title
        self.marks = marks
      }
    }

    /// Both days belong to it, in the community's zone.
    package var days: ClosedRange<CivilDate>
    /// The programs whose term it is; none where it is merely the time around now.
    package var programs: [String]
    package var lanes: [Lane]
    /// How many series beside these.
    package var more: Int

    package init(
      days: ClosedRange<CivilDate>, programs: [String], lanes: [Lane], more: Int
    ) {
      self.days = days
      self.programs = programs
      self.lanes = lanes
      self.more = more
    }
  }
}
