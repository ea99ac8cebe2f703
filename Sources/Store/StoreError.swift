package import Cadence

/// Why the state directory cannot be used, each with what to do.
package enum StoreError: Error, CustomStringConvertible {
  /// Another daemon holds the directory.
  case locked(directory: String, holder: String)
  case unusable(path: String, why: String)
  /// Where locks and what was written last are not to be relied on.
  case remote(directory: String, system: String)
  /// No backup.
  case unsound(path: String, why: String)
  /// What was to be copied.
  case unreadable(path: String, why: String)
  /// The copy.
  case unwritable(path: String, why: String)
  /// There is a state already where one was to be restored.
  case occupied(path: String)
  /// It was started on another machine, where it may run still.
  case otherMachine(directory: String, last: Instant?)
  case corrupt(path: String, why: String)
  /// Somebody removed or replaced the file under the running service.
  case replaced(path: String)
  /// No space is left on the device.
  case full(path: String)
  /// Written by a later version.
  case newer(path: String)
  /// Somebody else reads the database, so that its log cannot be emptied.
  case busy(path: String)
  /// A row was not as this process remembers it: somebody else wrote to the database.
  case conflict(occurrence: String, revision: Int)

  package var description: String {
    switch self {
    case .locked(let directory, let holder):
      "\(directory): another convened runs here (\(holder)). Stop it, or give another --state."
    case .unusable(let path, let why):
      "\(path): \(why). Give a directory that this user may write to with --state."
    case .remote(let directory, let system):
      "\(directory): on a file system of type \(system), where locks and writes cannot be relied "
        + "on. Give a directory on a disk of this machine with --state."
    case .unsound(let path, let why):
      "\(path): not a sound backup: \(why). Nothing was changed; take another one."
    case .unreadable(let path, let why):
      "\(path): it cannot be read: \(why). Name a file that this user may read."
    case .unwritable(let path, let why):
      "\(path): it cannot be written: \(why). Name a place that this user may write to."
    case .occupied(let path):
      "\(path): there is a state here already, and it is kept. To put another in its place, stop "
        + "the service and move the directory aside first."
    case .otherMachine(let directory, let last):
      "\(directory): this state was used on another machine\(last.map { ", last at \($0)" } ?? ""). "
        + "Does the service run there still? Then everybody would be told everything twice. If it "
        + "is stopped for good, run `convened adopt` here, then start again."
    case .corrupt(let path, let why):
      "\(path): not a sound database: \(why). Nothing was changed; restore it from a backup: "
        + "move it aside, then run `convened restore FILE`."
    case .replaced(let path):
      "\(path): removed or replaced while the service runs. Stop it, and put the file back."
    case .full(let path):
      "\(path): no space is left on its disk. Free some: nothing that was decided is lost."
    case .newer(let path):
      "\(path): written by a later version of convened. Install that version, or restore a backup."
    case .busy(let path):
      "\(path): another process reads it, so its log still has what was erased. Run the same again."
    case .conflict(let occurrence, let revision):
      "\(occurrence): revision \(revision) is not the one on disk. Was the database edited by hand?"
    }
  }
}

extension StoreError {
  /// The same about the file that somebody named, where it was found in a draft of ours.
  func about(_ draft: String, as file: String) -> StoreError {
    switch self {
    case .corrupt(draft, let why): .unsound(path: file, why: why)
    case .newer(draft): .newer(path: file)
    default: self
    }
  }
}
