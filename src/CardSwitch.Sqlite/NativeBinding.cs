using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CardSwitch.Sqlite;

/// <summary>
/// SQLite's binding calls as they are, for the one statement that is run for every row: no handle is counted and nothing is
/// copied on the way. What is bound must stay where it is until the statement has run.
/// </summary>
internal static partial class NativeBinding
{
    // The library that SQLitePCLRaw's bundle brings and calls by this name.
    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Int64(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Null(nint statement, int parameter);

    /// <summary>UTF-8. The last argument is SQLITE_STATIC: 0.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Text(nint statement, int parameter, nint value, int length, nint destructor);

    /// <summary>The last argument is SQLITE_STATIC: 0.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob"), SuppressGCTransition]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Blob(nint statement, int parameter, nint value, int length, nint destructor);

    /// <summary>A whole settlement's pages may be written meanwhile: the collector must not wait for it.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    internal static partial int Reset(nint statement);
}
