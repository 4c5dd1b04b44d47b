namespace CardSwitch.Tests.Links;

/// <summary>How long a test waits for what must come; only a broken link ever waits as long.</summary>
internal static class Safety
{
    public static TimeSpan Net { get; } = TimeSpan.FromSeconds(30);
}
