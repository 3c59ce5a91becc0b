@echo off
rem The REST proxy: pinstream-rest --config FILE. JAVA_OPTS goes to the JVM.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" %JAVA_OPTS% -cp "%~dp0..\lib\*" io.pinstream.rest.RestProxy %*
exit /b %ERRORLEVEL%
