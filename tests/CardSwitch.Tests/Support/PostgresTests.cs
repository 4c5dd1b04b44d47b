namespace CardSwitch.Tests.Support;

/// <summary>Tests that share one <see cref="PostgresCluster"/>, and so run one after the other.</summary>
[CollectionDefinition(nameof(PostgresTests))]
public sealed class PostgresTests : ICollectionFixture<PostgresCluster>;
