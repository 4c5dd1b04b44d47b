namespace CardSwitch.Security;

/// <summary>What a working key of TDES DUKPT is for (ANSI X9.24-1:2009, A.4.1), as the terminal sees it.</summary>
internal enum TdesDukptUse
{
    Pin,
    MacRequest,
    MacResponse,
    DataRequest,
    DataResponse,
}
