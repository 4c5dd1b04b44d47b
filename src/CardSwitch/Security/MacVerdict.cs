namespace CardSwitch.Security;

/// <summary>What became of the check of a frame's MAC.</summary>
internal enum MacVerdict
{
    /// <summary>It is right, or the link has none.</summary>
    Good,

    /// <summary>The frame has no MAC field, or is not sound enough to have one.</summary>
    Missing,

    /// <summary>The MAC is not that of the frame.</summary>
    Wrong,

    /// <summary>The provider could not say.</summary>
    Unavailable,
}
