namespace CardSwitch.Tests.Security;

public sealed class CryptoVectorsTests
{
    [Theory]
    [InlineData("mac", 106)]
    [InlineData("pin-blocks", 150)]
    [InlineData("tdes-dukpt", 69)]
    [InlineData("aes-dukpt", 76)]
    [InlineData("key-blocks", 98)]
    [InlineData("check-values", 16)]
    [InlineData("frames", 36)]
    [InlineData("emv", 4)]
    public void No_vector_is_lost(string file, int count) => Assert.Equal(count, CryptoVectors.Count(file));
}
