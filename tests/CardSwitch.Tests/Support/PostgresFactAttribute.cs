namespace CardSwitch.Tests.Support;

/// <summary>A fact that needs PostgreSQL's server and says so, instead of passing, where it is not installed.</summary>
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresCluster.Binaries is null) Skip = Missing;
    }

    internal const string Missing =
        "initdb and pg_ctl are neither on the PATH nor below /usr/lib/postgresql (Debian: apt-get install postgresql); "
        + ".ci/run installs them.";
}
