namespace CardSwitch.Tests.Serving;

public sealed class SocketThreadsTests
{
    [Fact]
    public void What_the_operator_has_set_stays()
    {
        const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
        (string? Count, string? Inline) before =
            (Environment.GetEnvironmentVariable(Count), Environment.GetEnvironmentVariable(Inline));
        try
        {
            Environment.SetEnvironmentVariable(Count, "2");
            Environment.SetEnvironmentVariable(Inline, null);
            SocketThreads.UseOne();
            Assert.Equal("2", Environment.GetEnvironmentVariable(Count));
            Assert.Equal("1", Environment.GetEnvironmentVariable(Inline));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Count, before.Count);
            Environment.SetEnvironmentVariable(Inline, before.Inline);
        }
    }
}
