using System.Net.Sockets;
using CardSwitch.Journal;
using Npgsql;

namespace CardSwitch.PostgreSql;

/// <summary>What an error of the server or of the way to it means (PostgreSQL documentation, appendix A: error codes).</summary>
internal static class ServerFault
{
    internal const string UniqueViolation = "23505";

    /// <summary>Whether this is the server's or the network's word, and not a fault in this program.</summary>
    internal static bool IsServers(Exception e) =>
        e is NpgsqlException or SocketException or IOException or TimeoutException or OperationCanceledException
            or InvalidOperationException;

    /// <summary>What was asked is worth asking again on a new connection: it was not done, or it may have been.</summary>
    internal static bool IsPassing(Exception e) => Of(e) == JournalFault.Unreachable;

    /// <summary>Two sessions made the same thing at the same time, and the other one was first.</summary>
    internal static bool IsRace(Exception e) => e is PostgresException
    {
        SqlState: UniqueViolation or PostgresErrorCodes.DuplicateSchema or PostgresErrorCodes.DuplicateTable
            or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.InternalError
    };

    internal static JournalStoreException Exception(Exception e)
    {
        JournalFault fault = Of(e);
        // The server's own text may quote values; its code and its table do not.
        string what = e is PostgresException answer ? $"PostgreSQL answered {answer.SqlState}" : "PostgreSQL gave no answer";
        string then = fault switch
        {
            JournalFault.Full => "its disk is full",
            JournalFault.Corrupt => "its data are damaged",
            JournalFault.Unreachable => "it cannot be used now",
            _ => "it refused to go on",
        };
        return new JournalStoreException(fault, $"{what}: {then}.", e);
    }

    internal static JournalFault Of(Exception e) => e is not PostgresException answer ? JournalFault.Unreachable : answer.SqlState switch
    {
        PostgresErrorCodes.DiskFull => JournalFault.Full,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => JournalFault.Corrupt,
        // Stopped, starting, or told to end this session; the lock or the time ran out; the server is a standby.
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.IdleSessionTimeout => JournalFault.Unreachable,
        ['0', '8', ..] => JournalFault.Unreachable,
        _ => JournalFault.Broken,
    };
}
