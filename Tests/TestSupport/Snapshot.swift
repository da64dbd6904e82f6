import Foundation

/// Texts that are kept beside the tests, so that a change of what a program prints is seen and agreed to.
///
/// `WIREKIN_SNAPSHOTS=record swift test --filter Snapshot` keeps what is printed now; the difference is then read with `git diff`.
public enum Snapshot {
    /// Whether texts are kept instead of compared.
    public static var isRecording: Bool { ProcessInfo.processInfo.environment["WIREKIN_SNAPSHOTS"] == "record" }

    /// Compares a text with the one that is kept.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - name: The file in the folder `Snapshots` beside the test.
    ///   - test: The test's file.
    /// - Returns: The first lines that differ, or nil when the texts are the same.
    public static func difference(_ text: String, _ name: String, test: String = #filePath) -> String? {
        let folder = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Snapshots")
        let file = folder.appendingPathComponent(name)
        if isRecording {
            try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try? Data(text.utf8).write(to: file)
            return nil
        }
        guard let kept = try? String(contentsOf: file, encoding: .utf8) else {
            return "\(name) is not kept; record it with WIREKIN_SNAPSHOTS=record and read the difference"
        }
        if kept == text { return nil }
        let old = kept.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
        func at(_ lines: [Substring]) -> String { line < lines.count ? String(lines[line].prefix(300)) : "(the end)" }
        return """
            \(name):\(line + 1) differs
            kept: \(at(old))
            now:  \(at(new))
            if the change is meant, record it with WIREKIN_SNAPSHOTS=record and read the difference
            """
    }
}
