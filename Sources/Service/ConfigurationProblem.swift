import Settings

/// What keeps a configuration from being used: where, what, what to do. It never holds a secret.
protocol ConfigurationProblem: Error, CustomStringConvertible {}

extension Problems: ConfigurationProblem {}
