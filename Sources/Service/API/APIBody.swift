import Settings

/// Answers that are made of several views.
enum APIBody {
  struct List: Encodable {
    private let views: [any View]
    init(_ views: [any View]) { self.views = views }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      for view in views { try view.encode(to: container.superEncoder()) }
    }
  }

  /// What `why` says, each kind for itself.
  struct History: Encodable {
    private let journal: [JournalView]
    private let notices: [NoticeView]
    private let note: String?

    init(_ views: [any View]) {
      journal = views.compactMap { $0 as? JournalView }
      notices = views.compactMap { $0 as? NoticeView }
      note = views.lazy.compactMap { $0 as? DoneView }.first?.message
    }
  }

  struct Loaded: Encodable {
    private let message: String
    private let warnings: [Problem]

    init(_ views: [any View]) {
      message = views.lazy.compactMap { $0 as? DoneView }.first?.message ?? ""
      warnings = views.compactMap { $0 as? Problem }
    }
  }
}
