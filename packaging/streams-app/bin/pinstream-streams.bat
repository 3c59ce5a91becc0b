@echo off
rem The Streams app: pinstream-streams [reset] --config FILE. JAVA_OPTS goes to the JVM.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" %JAVA_OPTS% -cp "%~dp0..\lib\*" io.pinstream.streams.PinstreamApp %*
exit /b %ERRORLEVEL%
