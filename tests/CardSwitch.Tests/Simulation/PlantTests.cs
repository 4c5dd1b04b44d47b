using CardSwitch.Simulation;
using CardSwitch.Simulation.Planted;

namespace CardSwitch.Tests.Simulation;

/// <summary>Whether the simulator would notice: each planted bug is caught.</summary>
public sealed class PlantTests
{
    private const int MostSeeds = 200;

    public static TheoryData<int, string> All
    {
        get
        {
            var all = new TheoryData<int, string>();
            for (int number = 1; number <= Plants.All.Count; number++) all.Add(number, Plants.All[number - 1]().Description);
            return all;
        }
    }

    [Fact]
    public void There_are_twenty_at_least() => Assert.InRange(Plants.All.Count, 20, int.MaxValue);

    [Theory]
    [MemberData(nameof(All))]
    public void Is_caught(int number, string description)
    {
        var simulator = new Simulator();
        bool isCaught = false;
        for (ulong seed = 1; seed <= MostSeeds && !isCaught; seed++)
        {
            // By what it does, not by what would have happened without it.
            isCaught = simulator.Run(seed, 2000, Plants.Find(number)).Failure is not null
                && simulator.Run(seed, 2000).Failure is null;
        }
        Assert.True(isCaught, $"{number}: {description}");
    }
}
