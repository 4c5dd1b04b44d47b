namespace CardSwitch.Simulation.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    Loss,
    Duplicate,
    Stall,
    Drop,
    HalfOpen,
    OneWay,
    Clog,
    FullOutput,
    SlowBank,
    HungBank,
    CrashedBank,
    CrashedStation,
    ClockStep,
    CutOver,
    Retirement,
    WrongAnswer,
}
