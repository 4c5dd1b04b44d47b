namespace CardSwitch.Sqlite;

/// <summary>What intake.db says of a record file.</summary>
/// <param name="Id">Its place in the order of the files.</param>
/// <param name="Name">The file's name in the journal's directory.</param>
/// <param name="Day">The business day that it was begun for, yyyymmdd.</param>
/// <param name="First">The number of its first row.</param>
/// <param name="Last">The number of its last row; below <paramref name="First"/> while it has none.</param>
/// <param name="FirstDay">The earliest business day in it; <see cref="int.MaxValue"/> when there is none.</param>
/// <param name="LastDay">The latest business day in it; 0 when there is none.</param>
internal sealed record FileEntry(long Id, string Name, int Day, long First, long Last, int FirstDay, int LastDay)
{
    internal long Rows => Last - First + 1;
}
