using CardSwitch.Iso8583;
using CardSwitch.Tests.Fuzzing;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Composites;

/// <summary>Elements within values, of random composites of every kind and nested, are found where a slow walk finds them.</summary>
public class ElementTwinTests
{
    private const int Cases = 1_500;

    [Fact]
    public void Sound_and_damaged_values_have_the_elements_that_the_slow_twin_finds()
    {
        int elements = 0, faults = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            CompositeSpec composite = RandomComposites.Of(random, depth: random.Next(4));
            for (int i = 0; i < 12; i++)
            {
                byte[] value = RandomComposites.Value(composite, random);
                for (int damage = random.Next(3); damage > 0; damage--) value = FrameMutator.MutateValue(value, random);
                string found = AssertAgree(seed, composite, value, ParseChecks.Structure);
                AssertAgree(seed, composite, value, ParseChecks.All);
                AssertAgree(seed, composite, value, ParseChecks.None);
                elements += found.Count(c => c == ':');
                faults += found.Count(c => c == '!');
            }
        }
        Assert.True(elements > 10_000 && faults > 1_000, $"{elements} elements, {faults} faults");
    }

    private static string AssertAgree(int seed, CompositeSpec composite, byte[] value, ParseChecks checks)
    {
        string expected = SlowElements.Of(composite, value, checks);
        string actual = ElementLines.Of(composite, value, checks);
        if (expected == actual) return actual;
        string format = FormatDump.Of(MessageFormat.Empty("composite", FieldEncoding.Ascii, FieldEncoding.Binary).With(
            2, new FieldSpec("Value", ContentClass.Binary, FieldLength.Rest(9999), FieldEncoding.Binary) { Composite = composite }));
        var first = actual.Split('\n').Zip(expected.Split('\n')).FirstOrDefault(pair => pair.First != pair.Second);
        Assert.Fail($"seed {seed}, {checks}: found '{first.First}' and not '{first.Second}', value {Convert.ToHexString(value)}\n{format}");
        return actual;
    }
}
