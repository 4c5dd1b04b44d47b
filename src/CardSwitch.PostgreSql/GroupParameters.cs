using CardSwitch.Journal;
using Npgsql;
using NpgsqlTypes;

namespace CardSwitch.PostgreSql;

/// <summary>The parameters of the statement that appends a group, kept from one to the next.</summary>
internal static class GroupParameters
{
    internal static NpgsqlCommand Of(bool renews, int timeoutSeconds)
    {
        var command = new NpgsqlCommand { CommandTimeout = timeoutSeconds };
        Add<string>(NpgsqlDbType.Text);
        Add<int>(NpgsqlDbType.Integer);
        Add<long>(NpgsqlDbType.Bigint);
        Add<int>(NpgsqlDbType.Integer);
        Add<string>(NpgsqlDbType.Text);
        Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        if (renews) Add<TimeSpan>(NpgsqlDbType.Interval);
        return command;

        void Add<T>(NpgsqlDbType type) => command.Parameters.Add(new NpgsqlParameter<T> { NpgsqlDbType = type });
    }

    internal static void Set(NpgsqlCommand command, string station, int epoch, JournalGroup group, string issuers, TimeSpan? lease)
    {
        Set(0, station);
        Set(1, epoch);
        Set(2, group.First);
        Set(3, group.Count);
        Set(4, issuers);
        Set(5, group.Sealed);
        if (lease is TimeSpan renewed) Set(6, renewed);

        void Set<T>(int at, T value) => ((NpgsqlParameter<T>)command.Parameters[at]).TypedValue = value;
    }
}
