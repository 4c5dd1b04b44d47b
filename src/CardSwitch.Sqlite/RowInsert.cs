using System.Text;
using CardSwitch.Journal;

namespace CardSwitch.Sqlite;

/// <summary>
/// Inserts rows, several in one statement. Their texts and bytes are put one behind the other into memory that does not move,
/// and bound where they stand.
/// </summary>
internal sealed class RowInsert
{
    // Beyond this, opening the table and its indexes once more is no longer what costs.
    private const int RowsAtOnce = 32;

    private const int FirstBytes = 32 << 10;

    private readonly Statement one, many;
    private byte[] place = GC.AllocateArray<byte>(FirstBytes, pinned: true);
    private nint statement;
    private int parameter, used;
    private int worst;

    internal RowInsert(SqliteFile file)
    {
        one = file.Prepare(RecordColumns.Insert + RecordColumns.Values);
        many = file.Prepare(RecordColumns.Insert
            + string.Join(',', Enumerable.Repeat(RecordColumns.Values, RowsAtOnce)));
    }

    /// <summary>Inserts rows from an index on.</summary>
    internal void Run(IReadOnlyList<JournalRow> rows, int from)
    {
        for (; rows.Count - from >= RowsAtOnce; from += RowsAtOnce) Run(many, rows, from, RowsAtOnce);
        for (; from < rows.Count; from++) Run(one, rows, from, 1);
    }

    private void Run(Statement insert, IReadOnlyList<JournalRow> rows, int from, int count)
    {
        int most = 0;
        for (int i = from; i < from + count; i++) most += RecordColumns.MostBytes(rows[i]);
        // What is bound from an earlier run is bound anew before it is looked at.
        if (place.Length < most) place = GC.AllocateArray<byte>(Math.Max(most, 2 * place.Length), pinned: true);
        (statement, parameter, used, worst) = (insert.Handle, 0, 0, 0);
        for (int i = from; i < from + count; i++) RecordColumns.Bind(this, rows[i]);
        insert.RunBound(worst);
    }

    internal RowInsert Bind(long value) => Note(NativeBinding.Int64(statement, ++parameter, value));

    internal RowInsert Bind(string? value)
    {
        if (value is null) return Note(NativeBinding.Null(statement, ++parameter));
        int at = used;
        used += Encoding.UTF8.GetBytes(value, place.AsSpan(at));
        return Note(NativeBinding.Text(statement, ++parameter, AddressOf(at), used - at, 0));
    }

    internal RowInsert Bind(ReadOnlySpan<byte> value)
    {
        int at = used;
        value.CopyTo(place.AsSpan(at));
        used += value.Length;
        return Note(NativeBinding.Blob(statement, ++parameter, AddressOf(at), value.Length, 0));
    }

    /// <summary>Empty is NULL.</summary>
    internal RowInsert BindOptional(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? Note(NativeBinding.Null(statement, ++parameter)) : Bind(value);

    // One place more than is used is never asked for: MostBytes leaves one free.
    private nint AddressOf(int at) => System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(place, at);

    private RowInsert Note(int result)
    {
        if (result != 0) worst = result;
        return this;
    }
}
