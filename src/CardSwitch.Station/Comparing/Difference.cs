namespace CardSwitch.Station.Comparing;

/// <summary>What two messages do not have in common.</summary>
/// <param name="Path">The field or the element within it; <c>header</c> for the header.</param>
/// <param name="Name">Its name, or the empty text.</param>
/// <param name="A">As it is shown in the first message; null where that lacks it.</param>
/// <param name="B">The same in the second one.</param>
internal sealed record Difference(string Path, string Name, string? A, string? B)
{
    internal string Kind => A is null ? "added" : B is null ? "removed" : "changed";
}
