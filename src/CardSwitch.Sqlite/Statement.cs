using System.Buffers;
using System.Text;
using SQLitePCL;

namespace CardSwitch.Sqlite;

/// <summary>A prepared statement. Parameters are counted from 1, columns from 0, as SQLite does.</summary>
internal sealed class Statement(SqliteFile file, sqlite3_stmt handle) : IDisposable
{
    private const int ShortText = 256;

    internal Statement Bind(int parameter, long value)
    {
        file.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    internal Statement Bind(int parameter, string? value)
    {
        if (value is null)
        {
            file.Check(raw.sqlite3_bind_null(handle, parameter));
            return this;
        }
        if (value.Length == 0)
        {
            // An empty span would be NULL.
            file.Check(raw.sqlite3_bind_text(handle, parameter, ""));
            return this;
        }
        int max = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = max > ShortText ? ArrayPool<byte>.Shared.Rent(max) : null;
        Span<byte> utf8 = rented ?? stackalloc byte[ShortText];
        file.Check(raw.sqlite3_bind_text(handle, parameter, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    internal Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        file.Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, parameter, 0) : raw.sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    /// <summary>Empty is NULL.</summary>
    internal Statement BindOptional(int parameter, ReadOnlySpan<byte> value)
    {
        file.Check(value.IsEmpty ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    /// <summary>True when there is a row to be read. After an error the statement can be used again.</summary>
    internal bool Step()
    {
        int result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE) return false;
        Reset();
        file.Check(result);
        return false;
    }

    /// <summary>For <see cref="NativeBinding"/>; good until this is disposed of.</summary>
    internal nint Handle => handle.DangerousGetHandle();

    /// <summary>Runs a statement that was bound by its handle.</summary>
    /// <param name="bound">What binding came to: the last result that was not SQLITE_OK, or that.</param>
    internal void RunBound(int bound)
    {
        file.Check(bound);
        nint pointer = Handle;
        int result = NativeBinding.Step(pointer);
        _ = NativeBinding.Reset(pointer);
        file.Check(result);
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    internal void Run()
    {
        Step();
        Reset();
    }

    internal void Reset() => _ = raw.sqlite3_reset(handle);

    internal long Long(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>A number that fits an int; a larger one was not written by this program.</summary>
    internal int Int(int column)
    {
        long value = Long(column);
        return value == (int)value ? (int)value : throw SqliteFault.Corrupt(file.Path, "a number is too large for its column.");
    }

    // As bytes: as text it would end at a zero.
    internal string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    internal string? OptionalText(int column) =>
        raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL ? null : Text(column);

    internal byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();
}
