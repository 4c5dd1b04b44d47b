using System.Reflection;
using CardSwitch.Journal;
using CardSwitch.PostgreSql;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>
/// What every store does, done by PostgreSQL. A theory of its tests' names, so that they are skipped where there is no server.
/// </summary>
[Collection(nameof(PostgresTests))]
public sealed class PostgresJournalContractTests(PostgresCluster cluster)
{
    public static TheoryData<string> Contract =>
        [.. from method in typeof(JournalStoreContract).GetMethods() where method.IsDefined(typeof(FactAttribute)) select method.Name];

    [PostgresTheory]
    [MemberData(nameof(Contract))]
    public void The_contract_is_kept(string test)
    {
        using var store = new Store(cluster);
        typeof(JournalStoreContract).GetMethod(test)!.Invoke(store, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    private sealed class Store(PostgresCluster cluster) : JournalStoreContract
    {
        private readonly PostgreSqlJournalOptions options = new()
        {
            ConnectionString = cluster.ConnectionString(),
            Schema = cluster.NewSchema(),
            CommandTimeout = TimeSpan.FromSeconds(60),
            ConnectTimeout = TimeSpan.FromSeconds(60),
        };

        protected override IJournalStore Make() => new PostgreSqlJournal(options);
    }
}
