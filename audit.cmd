@echo off
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON=python"
where py >nul 2>nul && set "PYTHON=py -3"
%PYTHON% --version >nul 2>nul
if errorlevel 1 (
  echo Нужен Python 3.11 или новее: установите его и запустите этот файл снова.
) else (
  %PYTHON% run.py desk "%~1"
)
pause
