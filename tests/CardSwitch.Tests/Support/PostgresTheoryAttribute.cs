namespace CardSwitch.Tests.Support;

/// <summary>A theory that needs PostgreSQL's server, like <see cref="PostgresFactAttribute"/>.</summary>
internal sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute()
    {
        if (PostgresCluster.Binaries is null) Skip = PostgresFactAttribute.Missing;
    }
}
