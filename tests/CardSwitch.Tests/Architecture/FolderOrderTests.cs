using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Architecture;

public class FolderOrderTests
{
    [Fact]
    public void No_folder_of_the_switch_uses_a_later_one()
    {
        SourceFile[] files = [.. Repository.Sources("src/CardSwitch")];
        Assert.NotEmpty(files);
        AssertNone(files.SelectMany(FolderOrder.Violations));
    }

    [Theory]
    [InlineData("Links/Link.cs", "using CardSwitch.Switching;", true)]
    [InlineData("Links/Link.cs", "using Core = CardSwitch.Routing.BinTable;", true)]
    [InlineData("Links/Link.cs", "void Take(CardSwitch.Issuing.PendingRing ring) { }", true)]
    [InlineData("Links/Link.cs", "void Take(Issuing.PendingRing ring) { }", true)]
    [InlineData("Timing/Clock.cs", "namespace CardSwitch.Timing; var x = new Framing.FrameFormat(1);", true)]
    [InlineData("Extra/New.cs", "", true)]
    [InlineData("Links/Link.cs", "using CardSwitch.Framing; using CardSwitch.Links; using CardSwitch.Iso8583;", false)]
    [InlineData("Links/Link.cs", "// CardSwitch.Switching takes it from here", false)]
    [InlineData("Links/Link.cs", "string s = \"CardSwitch.Switching\";", false)]
    [InlineData("Links/Link.cs", "int n = this.Routing.Count;", false)]
    [InlineData("SwitchServer.cs", "using CardSwitch.Switching;", false)]
    [InlineData("Switching/Core.cs", "using CardSwitch.Timing; using CardSwitch.StoreAndForward;", false)]
    public void A_use_of_a_later_folder_is_seen_however_it_is_written(string path, string text, bool violation)
    {
        Assert.Equal(violation, FolderOrder.Violations(new SourceFile("src/CardSwitch/" + path, text)).Any());
    }

    [Fact]
    public void The_core_holds_no_task_socket_timer_clock_lock_or_random_source()
    {
        AssertNone(Repository.Sources("src/CardSwitch/Switching").SelectMany(SansIo.Violations));
    }

    [Theory]
    [InlineData("async Task Run() { }", true)]
    [InlineData("ValueTask<int> x;", true)]
    [InlineData("lock (gate) { }", true)]
    [InlineData("long now = Stopwatch.GetTimestamp();", true)]
    [InlineData("var at = DateTime.MinValue;", true)]
    [InlineData("private readonly Random random;", true)]
    [InlineData("private System.Threading.Timer? timer;", true)]
    [InlineData("private readonly Socket socket;", true)]
    [InlineData("private readonly Lock gate = new();", true)]
    [InlineData("// no Task, Socket, Timer or lock (of any kind) here", false)]
    [InlineData("void OnTick(long now) { this.blocked = TimerClass.Shop; }", false)]
    public void A_clock_or_a_task_is_seen_in_the_core(string text, bool violation)
    {
        Assert.Equal(violation, SansIo.Violations(new SourceFile("src/CardSwitch/Switching/Core.cs", text)).Any());
    }

    private static void AssertNone(IEnumerable<string> violations)
    {
        string all = string.Join('\n', violations);
        if (all.Length > 0) Assert.Fail(all);
    }
}
