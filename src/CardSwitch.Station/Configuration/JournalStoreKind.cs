namespace CardSwitch.Station.Configuration;

internal enum JournalStoreKind : byte
{
    Sqlite,
    PostgreSql,
}
