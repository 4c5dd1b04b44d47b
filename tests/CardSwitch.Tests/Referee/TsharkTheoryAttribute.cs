namespace CardSwitch.Tests.Referee;

/// <summary>A theory that needs tshark and says so, instead of passing, where it is not installed.</summary>
internal sealed class TsharkTheoryAttribute : TheoryAttribute
{
    public TsharkTheoryAttribute()
    {
        if (Tshark.Program is null) Skip = "tshark is not on the PATH (Debian: apt-get install tshark); .ci/run installs it.";
    }
}
