internal import CLargePages

/// Memory that is read and written all over, which costs less in large pages.
public enum LargePages {
    /// Asks the system to hold a column in large pages.
    ///
    /// It changes nothing in it, and few bytes are left as they are.
    ///
    /// - Parameter column: The column, with all its capacity.
    /// - Complexity: O(1), and no byte is touched.
    @inline(__always)
    public static func advise<Element: BitwiseCopyable>(_ column: inout [Element]) {
        unsafe advise(&column, MemoryLayout<Element>.stride * column.capacity)
    }

    @usableFromInline
    static func advise(_ start: UnsafeMutableRawPointer, _ count: Int) { unsafe clargepages_advise(start, count) }
}

/// Blocks of memory of many megabytes: of pages that are as long as a capture may be.
public enum LargeBlocks {
    /// Lets the system have each back when it is freed, from now on; at the price of asking for the next.
    public static func giveBack() { clargepages_give_back() }

    /// Lets the system have back what has been freed so far, small blocks too; at the price of a look at all of them.
    public static func trim() { clargepages_trim() }
}
