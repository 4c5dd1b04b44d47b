namespace CardSwitch.Simulation;

/// <summary>Things that are lent for one simulation after the other, always in the same order.</summary>
/// <param name="make">Makes one more.</param>
internal sealed class Pool<T>(Func<T> make)
{
    private readonly List<T> made = [];
    private int lent;

    /// <summary>One that is lent to nobody, good until <see cref="TakeBack"/>, as its former user left it.</summary>
    internal T Lend()
    {
        if (lent == made.Count) made.Add(make());
        return made[lent++];
    }

    internal void TakeBack() => lent = 0;
}
